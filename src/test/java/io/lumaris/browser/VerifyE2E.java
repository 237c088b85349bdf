package io.lumaris.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.lumaris.browser.RunningMarket.BUSYBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.lumaris.testing.SentenceNames;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A verified job on the page: two sellers that run what they are given, and one that lies. */
@DisplayNameGeneration(SentenceNames.class)
@ExtendWith(Browsing.class)
class VerifyE2E {
  private static final String PROGRAM = "for i in 1 2 3 4 5 6 7 8; do echo line $i; done";
  private static final String LIE =
      "line 1\nline 2\n<b onclick=alert(1)>made \u202eup\u001b[31m</b>\n";

  private static OtherSeller honest;
  private static int liars;

  private LyingSeller liar;

  @BeforeAll
  static void comesOnline() {
    honest = new OtherSeller("grey-otter");
  }

  /** One that has lied before would soon get no jobs. */
  @BeforeEach
  void aLiarNobodyKnows() {
    liar = new LyingSeller("crooked-" + ++liars, LIE);
  }

  @AfterEach
  void theLiarLeaves() {
    liar.close();
  }

  @AfterAll
  static void leaves() {
    honest.close();
  }

  @Test
  void aJobWhereOneSellerLiesShowsWhoAgreesWhatDiffersAndWhoIsNotPaid(Visitor visitor) {
    visitor.opens("/").types(BUSYBOX, PROGRAM);
    visitor.page().getByText("About sellers").click();
    visitor.the(AriaRole.COMBOBOX, "Which seller goes first").selectOption("cheapest");
    Locator two =
        visitor.page().getByRole(AriaRole.RADIO).and(visitor.page().locator("[value='2']"));
    two.check();
    assertThat(visitor.the(AriaRole.GROUP, "Verify: run it on"))
        .containsText(Pattern.compile("2 sellers\\s*0\\.027651–0\\.036868 credits"));
    visitor.button("Run job").click();
    visitor.isOnAJob().sees("Succeeded");

    Locator card = visitor.the(AriaRole.REGION, "Verification");
    assertThat(card).containsText("2 of 3 sellers agree.");
    Locator odd = row(card, "crooked");
    assertThat(odd).containsText("has another result");
    assertThat(odd).containsText("not paid");
    for (String name : List.of("amber-fox", "grey-otter")) {
      assertThat(row(card, name)).containsText("agrees");
      assertThat(row(card, name)).containsText(Pattern.compile("[0-9a-f]{12}, exit code 0"));
      assertThat(row(card, name)).containsText("0.0001");
    }
    assertThat(visitor.the(AriaRole.REGION, "Cost")).containsText("not charged");
  }

  @Test
  void theOutputsThatDifferStandLineByLineBesideEachOtherAndActNowhere(Visitor visitor) {
    verified(visitor).sees("Succeeded");
    Locator lines = visitor.page().getByLabel("Lines that differ");
    assertThat(lines.locator("del")).hasCount(6);
    assertThat(lines.locator("ins")).hasText("<b onclick=alert(1)>made \u202eup␛[31m</b>");
    assertThat(lines.locator("del").first()).hasText("line 3");
    assertThat(lines.locator("b")).hasCount(0);
    visitor.the(AriaRole.COMBOBOX, "with the output of").selectOption("grey-otter");
    assertThat(visitor.the(AriaRole.GROUP, "Where the outputs differ"))
        .containsText("What is kept of stdout is the same");
    new Looker(visitor, "verified").looksAt("job-verified");
  }

  @Test
  void theOutputShownIsTheResultsAndAnyOtherCanBeChosen(Visitor visitor) {
    verified(visitor).sees("Succeeded");
    assertThat(visitor.output()).containsText("line 8");
    assertThat(visitor.output()).not().containsText("made");
    Locator whose = visitor.the(AriaRole.COMBOBOX, "Whose output");
    assertThat(whose.locator("option:checked")).containsText(", the result");
    whose.selectOption(
        whose
            .locator("option", new Locator.LocatorOptions().setHasText("crooked"))
            .getAttribute("value"));
    assertThat(visitor.output()).containsText("made");
    assertThat(visitor.output()).not().containsText("line 8");
    whose.selectOption("0");
    assertThat(visitor.output()).containsText("Attempt 3 begins here");
  }

  @Test
  void theBuyerRatesTheSellerThatWasPaidAndMayChangeItsMind(Visitor visitor) {
    verified(visitor).sees("Succeeded");
    Locator rating = visitor.the(AriaRole.REGION, "Rating");
    Locator legend = rating.getByRole(AriaRole.GROUP);
    assertThat(legend).not().containsText("crooked");
    String rated = legend.getByRole(AriaRole.LINK).textContent();
    rating.getByRole(AriaRole.RADIO).first().focus();
    visitor.page().keyboard().press("ArrowRight");
    rating.getByRole(AriaRole.TEXTBOX).fill("Did what it said");
    rating.getByRole(AriaRole.BUTTON).click();
    assertThat(rating).containsText("rated just now");
    rating.getByRole(AriaRole.RADIO, new GetByRoleOptions().setName("5 stars, very good")).check();
    rating.getByRole(AriaRole.BUTTON).click();
    assertThat(rating.getByRole(AriaRole.BUTTON)).isDisabled();
    visitor.page().reload();
    assertThat(rating.getByRole(AriaRole.RADIO).nth(4)).isChecked();

    legend.getByRole(AriaRole.LINK).click();
    assertThat(visitor.the(AriaRole.HEADING, rated)).isVisible();
    Locator opinions = visitor.the(AriaRole.REGION, "What buyers think");
    assertThat(opinions).containsText("Did what it said");
    assertThat(
            opinions
                .getByRole(AriaRole.IMG, new GetByRoleOptions().setName("5 of 5 stars"))
                .first())
        .isVisible();
    assertThat(opinions).containsText("does not count");
    new Looker(visitor, "rated").looksAt("seller");
  }

  @Test
  void aJobThatWasNotPaidForCannotBeRated(Visitor visitor) {
    visitor.opens("/");
    visitor.submits(Map.of("image", "lumaris/no-such-image", "sellers", List.of("amber-fox")));
    visitor.sees("Failed");
    assertThat(visitor.the(AriaRole.REGION, "Receipt")).isVisible();
    assertThat(visitor.the(AriaRole.REGION, "Rating")).hasCount(0);
  }

  private static Visitor verified(Visitor visitor) {
    visitor.opens("/");
    return visitor.submits(
        Map.of("image", BUSYBOX, "command", PROGRAM, "verify", 2, "prefer", "cheapest"));
  }

  private static Locator row(Locator card, String seller) {
    return card.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(seller));
  }
}
