package io.lumaris.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.lumaris.browser.RunningMarket.BUSYBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.lumaris.testing.SentenceNames;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Screen 6: a seller at its own machine. */
@DisplayNameGeneration(SentenceNames.class)
@ExtendWith(Browsing.class)
class ConsoleE2E {
  private static final String NAME = "slate-heron";
  private static OtherSeller seller;

  @BeforeAll
  static void comesOnline() throws IOException {
    Files.deleteIfExists(RunningMarket.get().folder().resolve(NAME + ".identity.settings.json"));
    seller = new OtherSeller(NAME, "LUMARIS_SELLER_ASK_CPU", "0.4", "LUMARIS_SELLER_SLOTS", "2");
  }

  @AfterAll
  static void leaves() {
    seller.close();
  }

  @Test
  void aPriceIsTriedChangedShownByTheMarketAndKeptOverARestart(Visitor visitor) {
    visitor.opens(seller.console());
    Locator price = visitor.the(AriaRole.FORM, "Price");
    assertThat(price).containsText("From the configuration.");
    visitor.the(AriaRole.TEXTBOX, "Start of a program").fill("0.0003");
    assertThat(price)
        .containsText(Pattern.compile("would have won \\d+ of the last|nothing to compare with"));
    visitor.button("Ask this price").click();
    assertThat(price).containsText("Kept.");
    assertThat(price).containsText("Chosen on this page.");
    visitor.opens("/market");
    assertThat(row(visitor)).containsText("0.0003 to start + 0.4 an hour");

    seller.restart();
    visitor.opens(seller.console());
    assertThat(visitor.the(AriaRole.TEXTBOX, "Start of a program")).hasValue("0.0003");
    Locator sources = visitor.the(AriaRole.REGION, "Where the settings come from");
    assertThat(sources).containsText(NAME + ".identity.settings.json");
    visitor.button("Go back to the configuration…").click();
    visitor.button("Forget it").click();
    assertThat(price).containsText("From the configuration.");
    assertThat(visitor.the(AriaRole.TEXTBOX, "Start of a program")).hasValue("0");
    assertThat(sources).hasCount(0);
  }

  @Test
  void aPausedSellerSaysSoHereAndOnTheMarket(Visitor visitor) {
    visitor.opens(seller.console());
    visitor.button("Pause").click();
    visitor.button("Keep selling").click();
    visitor.button("Pause").click();
    visitor.button("Pause it").click();
    assertThat(visitor.page().locator("#state")).containsText("Paused: no jobs are taken");
    visitor.opens("/market");
    assertThat(row(visitor)).containsText("online, paused");
    visitor.opens(seller.console());
    visitor.button("Take jobs again").click();
    assertThat(visitor.button("Pause")).isVisible();
    visitor.opens("/market");
    assertThat(row(visitor)).containsText("of 2 slots free");
  }

  @Test
  void aDrainHandsBackWhatRuns(Visitor visitor) {
    visitor.opens("/");
    visitor
        .submits(Map.of("image", BUSYBOX, "command", "sleep 600", "sellers", List.of(NAME)))
        .sees("Running");
    String job = visitor.page().url();
    visitor.opens(seller.console());
    assertThat(visitor.the(AriaRole.LIST, "Slots")).containsText("running");
    visitor.button("Drain").click();
    assertThat(visitor.page().getByText("1 job that runs here is handed back")).isVisible();
    visitor.button("Drain it").click();
    assertThat(visitor.page().locator("#state")).containsText("Drained: nothing runs here");
    visitor.opens(job);
    visitor.sees("Queued");
    visitor.button("Cancel").click();
    visitor.button("Cancel the job").click();
    visitor.sees("Cancelled");
    visitor.opens(seller.console());
    visitor.button("Take jobs again").click();
    assertThat(visitor.button("Drain")).isVisible();
  }

  @Test
  void aMistakeStandsAtItsFieldAndKeepsWhatWasTyped(Visitor visitor) {
    visitor.opens(seller.console());
    Locator start = visitor.the(AriaRole.TEXTBOX, "Start of a program");
    start.fill("0,5");
    visitor.button("Ask this price").click();
    assertThat(start).hasAccessibleDescription(Pattern.compile("must be credits such as 0\\.0125"));
    assertThat(start).hasValue("0,5");
    Locator hours = visitor.the(AriaRole.TEXTBOX, "When it takes jobs");
    hours.fill("9-5");
    visitor.button("Keep these hours").click();
    assertThat(hours).hasAccessibleDescription(Pattern.compile("two times of day such as"));
    assertThat(hours).hasValue("9-5");
    Locator buyers = visitor.the(AriaRole.TEXTBOX, "Refuse jobs of");
    buyers.fill("ada");
    visitor.button("Refuse this").click();
    assertThat(buyers)
        .hasAccessibleDescription(Pattern.compile("ids of accounts; \"ada\" is none"));
    assertThat(buyers).hasValue("ada");
    new Looker(visitor, "light-1280").looksAt("console-mistake");
    assertThat(visitor.complaints()).allMatch(text -> text.contains("400"));
    visitor.complaints().clear();
  }

  @Test
  void anImageItRefusesIsNotRunHereUntilItIsTakenAgain(Visitor visitor) {
    visitor.opens(seller.console());
    Locator refuses = visitor.the(AriaRole.FORM, "What it refuses");
    assertThat(refuses).containsText("From the configuration.");
    assertThat(visitor.button("Refuse this")).isDisabled();
    visitor.the(AriaRole.TEXTBOX, "Refuse images like").fill("*miner*, */busybox:*");
    visitor.the(AriaRole.TEXTBOX, "Most CPUs").fill("1.5");
    visitor.button("Refuse this").click();
    assertThat(refuses).containsText("Kept.");
    assertThat(refuses).containsText("Chosen on this page.");
    assertThat(visitor.the(AriaRole.TEXTBOX, "Refuse images like"))
        .hasValue("*miner*\n*/busybox:*");

    visitor
        .opens("/")
        .submits(Map.of("image", BUSYBOX, "command", "true", "sellers", List.of(NAME)));
    visitor.sees("Queued");
    assertThat(visitor.why())
        .containsText("the only seller online that fits refuses it by its rules");
    String job = visitor.page().url();
    visitor.opens(seller.console());
    assertThat(visitor.the(AriaRole.TEXTBOX, "Most CPUs")).hasValue("1.5");
    visitor.the(AriaRole.TEXTBOX, "Refuse images like").fill("");
    visitor.button("Refuse this").click();
    assertThat(refuses).containsText("Kept.");
    visitor.opens(job).sees("Succeeded");
  }

  @Test
  void howItBidsIsChanged(Visitor visitor) {
    visitor.opens(seller.console());
    visitor.the(AriaRole.TEXTBOX, "Bid my price times").fill("0.9");
    visitor.the(AriaRole.CHECKBOX, "Go 1 % below the cheapest other seller").check();
    visitor.the(AriaRole.TEXTBOX, "But not below my price times").fill("0.5");
    visitor.button("Bid like this").click();
    assertThat(visitor.the(AriaRole.FORM, "Auctions")).containsText("Kept.");
    visitor.page().reload();
    assertThat(visitor.the(AriaRole.TEXTBOX, "Bid my price times")).hasValue("0.9");
    assertThat(visitor.the(AriaRole.CHECKBOX, "Go 1 % below the cheapest other seller"))
        .isChecked();
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 360", "DARK, 360"})
  void theConsoleIsAccessibleAndFits(ColorScheme scheme, int width) {
    try (Visitor visitor = new Visitor(scheme, width)) {
      visitor
          .opens("/")
          .submits(Map.of("image", BUSYBOX, "command", "sleep 600", "sellers", List.of(NAME)))
          .sees("Running");
      String job = visitor.page().url();
      visitor.opens(seller.console());
      assertThat(visitor.the(AriaRole.REGION, "Health").getByRole(AriaRole.LISTITEM)).hasCount(5);
      assertThat(visitor.the(AriaRole.REGION, "As buyers see you")).containsText("Online, 7 days");
      assertThat(visitor.the(AriaRole.REGION, "Earnings")).containsText("30 days");
      new Looker(visitor, scheme.name().toLowerCase(Locale.ROOT) + "-" + width).looksAt("console");
      visitor.opens(job);
      visitor.button("Cancel").click();
      visitor.button("Cancel the job").click();
      visitor.sees("Cancelled");
      assertThat(visitor.complaints()).isEmpty();
    }
  }

  private static Locator row(Visitor visitor) {
    return visitor
        .the(AriaRole.TABLE, "Sellers")
        .getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHasText(NAME));
  }
}
