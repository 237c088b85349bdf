package io.lumaris.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.lumaris.browser.RunningMarket.BUSYBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.lumaris.testing.SentenceNames;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Screen 4: who sells, with the evidence, and what a buyer makes of it. */
@DisplayNameGeneration(SentenceNames.class)
@ExtendWith(Browsing.class)
class MarketE2E {
  private static OtherSeller dear;

  @BeforeAll
  static void comesOnline() {
    dear =
        new OtherSeller(
            "copper-wolf",
            "LUMARIS_SELLER_ASK_START",
            "0.0005",
            "LUMARIS_SELLER_ASK_CPU",
            "0.5",
            "LUMARIS_SELLER_ASK_MEMORY",
            "0.1");
  }

  @AfterAll
  static void leaves() {
    dear.close();
  }

  @Test
  void sellersAreListedWithWhatTheyHaveAskAndDid(Visitor visitor) {
    visitor.opens("/");
    visitor.submits(Map.of("image", BUSYBOX, "sellers", List.of("amber-fox"))).sees("Succeeded");
    visitor.the(AriaRole.LINK, "Market").click();
    Locator amber = row(visitor, "amber-fox");
    assertThat(amber).containsText(Pattern.compile("online, \\d+ of \\d+ slots? free"));
    assertThat(amber).containsText(Pattern.compile("\\d+ CPUs?, .*(MB|GB)\\s*runc"));
    assertThat(amber).containsText("0.000406");
    assertThat(amber).containsText("0.0001 to start + 0.11 an hour");
    assertThat(amber).containsText(Pattern.compile("\\d+ of \\d+ jobs?"));
    assertThat(amber.getByRole(AriaRole.IMG))
        .hasAttribute(
            "aria-label", Pattern.compile("Online in the last 7 days.*: ([\\d.]+ %(, )?){7}"));
    assertThat(row(visitor, "copper-wolf")).containsText("0.002028");
  }

  @Test
  void theListIsSortedAndFilteredInTheAddress(Visitor visitor) {
    visitor.opens("/market");
    visitor.the(AriaRole.COMBOBOX, "Order").selectOption("price");
    assertThat(names(visitor)).hasText(new String[] {"amber-fox", "copper-wolf"});
    visitor.the(AriaRole.COMBOBOX, "Order").selectOption("name");
    assertThat(visitor.page().url()).endsWith("/market?sort=name");
    visitor.the(AriaRole.SEARCHBOX, "Search by name").fill("wolf");
    assertThat(names(visitor)).hasText(new String[] {"copper-wolf"});
    visitor.page().reload();
    assertThat(names(visitor)).hasText(new String[] {"copper-wolf"});
    visitor.the(AriaRole.SEARCHBOX, "Search by name").fill("nobody");
    assertThat(visitor.page().getByText("No seller's name has “nobody” in it")).isVisible();
    visitor.page().goBack();
    assertThat(names(visitor)).hasCount(2);
  }

  @Test
  void aFavouriteIsKeptAndOfferedWhenSellersAreNamed(Visitor visitor) {
    visitor.opens("/market");
    visitor.button("Favourite copper-wolf").click();
    assertThat(visitor.button("Favourite copper-wolf")).hasAttribute("aria-pressed", "true");
    visitor.opens("/market?show=favourites");
    assertThat(names(visitor)).hasText(new String[] {"copper-wolf"});

    visitor.opens("/").types(BUSYBOX, "echo for a favourite");
    visitor.page().getByText("About sellers").click();
    visitor
        .the(AriaRole.GROUP, "Only these sellers: sellers you may mean")
        .getByRole(AriaRole.BUTTON)
        .first()
        .click();
    assertThat(visitor.the(AriaRole.TEXTBOX, "Only these sellers")).hasValue("copper-wolf");
    assertThat(visitor.the(AriaRole.REGION, "What it costs"))
        .containsText("1 is one you do not want");
    visitor.button("Run job").click();
    visitor.isOnAJob().sees("Succeeded");
    assertThat(visitor.why()).containsText("copper-wolf");
  }

  @Test
  void aBlockedSellerIsLeftOutOfNewJobsAndTheFormSaysSo(Visitor visitor) {
    visitor.opens("/market");
    visitor.button("Block amber-fox").click();
    assertThat(row(visitor, "amber-fox")).containsText("blocked by you");
    visitor.opens("/").types(BUSYBOX, "echo not for everybody");
    Locator note = visitor.page().locator(".blocked-note");
    assertThat(note).containsText("Not offered to amber-fox, which you blocked.");
    assertThat(visitor.the(AriaRole.REGION, "Who can run this now"))
        .containsText("1 seller can run this now");
    assertThat(visitor.the(AriaRole.REGION, "The same job from a shell"))
        .containsText("--block-seller");
    visitor.button("Run job").click();
    visitor.isOnAJob().sees("Succeeded");
    assertThat(visitor.why()).containsText("copper-wolf");

    visitor.button("Run again with changes").click();
    visitor.page().getByText("About sellers").click();
    visitor.the(AriaRole.TEXTBOX, "Not these sellers").fill("");
    visitor.button("Offer this job to all").click();
    assertThat(note).hasCount(0);
    assertThat(visitor.the(AriaRole.REGION, "The same job from a shell"))
        .not()
        .containsText("--block-seller");
  }

  @Test
  void everyNumberOfARecordLeadsToTheAttemptsBehindIt(Visitor visitor) {
    visitor.opens("/");
    List<String> one = List.of("copper-wolf");
    visitor.submits(Map.of("image", BUSYBOX, "sellers", one)).sees("Succeeded");
    visitor.submits(Map.of("image", BUSYBOX, "command", "exit 3", "sellers", one)).sees("Failed");
    visitor.the(AriaRole.REGION, "Result").getByText("copper-wolf").click();

    Locator record = visitor.the(AriaRole.REGION, "Record");
    Locator succeeded = record.locator("dl.record-counts dd").first();
    assertThat(succeeded).not().hasText("0");
    Locator attempts = visitor.page().locator(".evidence-table tbody tr");
    assertThat(attempts.first()).containsText("error in the program");
    assertThat(attempts.first()).containsText("1 CPU, 512 MB");
    succeeded.getByRole(AriaRole.LINK).click();
    assertThat(visitor.the(AriaRole.HEADING, "Attempts that count as succeeded")).isInViewport();
    assertThat(visitor.page().url()).contains("?outcome=succeeded");
    assertThat(attempts).hasCount(Integer.parseInt(succeeded.textContent().strip()));
    assertThat(record.locator(".day")).hasCount(7);
    visitor.button("Show all").click();
    assertThat(visitor.the(AriaRole.HEADING, "Attempts")).isVisible();
    assertThat(visitor.the(AriaRole.REGION, "What buyers think")).containsText("Nobody has rated");
  }

  @Test
  void aSellerThatDoesNotExistSaysSo(Visitor visitor) {
    visitor.opens("/market/00000000-0000-4000-8000-000000000000");
    assertThat(visitor.the(AriaRole.HEADING, "There is no such seller")).isVisible();
    assertThat(visitor.complaints()).allMatch(text -> text.contains("404"));
    visitor.complaints().clear();
  }

  private static Locator names(Visitor visitor) {
    return visitor.the(AriaRole.TABLE, "Sellers").locator(".seller-link");
  }

  private static Locator row(Visitor visitor, String seller) {
    return visitor
        .the(AriaRole.TABLE, "Sellers")
        .getByRole(AriaRole.ROW)
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    visitor
                        .page()
                        .getByRole(
                            AriaRole.LINK,
                            new com.microsoft.playwright.Page.GetByRoleOptions().setName(seller))));
  }
}
