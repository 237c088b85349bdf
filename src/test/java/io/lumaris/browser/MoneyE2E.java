package io.lumaris.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.lumaris.browser.RunningMarket.BUSYBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import io.lumaris.testing.SentenceNames;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Money on the page: the price before, the cost while it runs, the settlement and statement after.
 */
@DisplayNameGeneration(SentenceNames.class)
@ExtendWith(Browsing.class)
class MoneyE2E {
  /** A job of the default size at the default ask: for its 600 s, and for ten of them. */
  private static final String WHOLE = "0.018434 credits";

  private static final String TEN_SECONDS = "10 s cost 0.000406";

  @Test
  void aNewcomerSeesAPriceBeforeSubmittingAndASettlementAfter(Visitor visitor) {
    visitor.opens("/").types(BUSYBOX, "echo paid");
    Locator price = visitor.the(AriaRole.REGION, "What it costs");
    assertThat(price).containsText(WHOLE);
    assertThat(price).containsText(TEN_SECONDS);
    assertThat(price).containsText("The one seller online can run it now.");
    assertThat(price).containsText("0.018434 of your 5 credits would be held until it ends.");

    visitor.button("Run job").click();
    visitor.isOnAJob().sees("Succeeded");
    Locator cost = visitor.the(AriaRole.REGION, "Cost");
    assertThat(cost).containsText(Pattern.compile("Held\\s*0\\.018434"));
    assertThat(cost).containsText(Pattern.compile("Used \\d\\.\\d s\\s*0\\.0001 to start \\+"));
    assertThat(cost).containsText(Pattern.compile("Returned\\s*0\\.018"));
    assertThat(cost).containsText("The program succeeded: the buyer pays for the time used.");
    assertThat(visitor.page().locator(".balance")).containsText(Pattern.compile("4\\.999\\d+"));

    cost.getByText("Who pays when").click();
    assertThat(visitor.the(AriaRole.HEADING, "What it costs, and who pays")).isInViewport();
  }

  @Test
  void theCostCountsUpAgainstTheBudgetWhileTheProgramRuns(Visitor visitor) {
    visitor.runs(BUSYBOX, "echo on; sleep 600").sees("Running");
    Locator cost = visitor.the(AriaRole.REGION, "Cost");
    assertThat(cost).containsText("of 0.018434 credits");
    Locator bar = cost.getByRole(AriaRole.IMG);
    String before = bar.getAttribute("aria-label");
    assertThat(before).endsWith("of 0.018434 credits used");
    assertThat(bar).not().hasAttribute("aria-label", before);
    assertThat(visitor.page().locator(".balance")).containsText("4.981566");
    visitor.button("Cancel").click();
    visitor.button("Cancel the job").click();
    visitor.sees("Cancelled");
    assertThat(cost).containsText("cancelled_by_buyer is the buyer's doing");
    assertThat(visitor.page().locator(".balance")).not().containsText("4.981566");
  }

  @Test
  void thePriceFollowsEveryKeystroke(Visitor visitor) {
    visitor.opens("/").types(BUSYBOX, "echo");
    Locator price = visitor.the(AriaRole.REGION, "What it costs");
    visitor.page().getByText("Limits").first().click();
    visitor.the(AriaRole.TEXTBOX, "Time limit, seconds").pressSequentially("10");
    assertThat(price).containsText("if it runs for the whole 10 s");
    visitor.the(AriaRole.TEXTBOX, "CPUs").fill("64");
    assertThat(price).containsText("it has too few CPUs");
    visitor.the(AriaRole.TEXTBOX, "CPUs").fill("");
    assertThat(price).containsText("0.000406 credits");
  }

  @Test
  void aPriceLimitThatIsTooLowSaysSo(Visitor visitor) {
    limited(visitor, "0.000001");
    assertThat(visitor.page().locator(".caution"))
        .containsText("No seller runs it for 0.000001 credits");
    visitor.the(AriaRole.TEXTBOX, "Price limit, credits").fill("0.001");
    assertThat(visitor.page().locator(".caution"))
        .containsText("the program is stopped when they are used up");
    visitor.the(AriaRole.TEXTBOX, "Price limit, credits").fill("1");
    assertThat(visitor.page().locator(".caution")).hasCount(0);
  }

  @Test
  void aPriceLimitIsTheSameInEveryTwin(Visitor visitor) {
    limited(visitor, "0.0125");
    Locator twin = visitor.the(AriaRole.REGION, "The same job from a shell");
    assertThat(twin).containsText("--max-price 0.0125");
    visitor.the(AriaRole.TAB, "JSON").click();
    assertThat(twin).containsText("\"budget\": 12500");
    visitor.the(AriaRole.TEXTBOX, "Price limit, credits").fill("0,5");
    assertThat(visitor.the(AriaRole.TEXTBOX, "Price limit, credits"))
        .hasAccessibleDescription(Pattern.compile("must be credits such as 0\\.0125.*wrote 0,5"));
  }

  @Test
  void aJobThatCannotBePaidSaysSoBeforeItIsSentAndWhatToDo(Visitor visitor) {
    limited(visitor, "1000");
    Locator refusal = visitor.page().locator(".refusal");
    assertThat(refusal).containsText("The job's budget is 1,000 credits, you have 5");
    refusal.getByText("How to add credits").click();
    assertThat(visitor.the(AriaRole.HEADING, "Add credits")).isInViewport();
    String id = visitor.page().locator(".account-id code").textContent();
    assertThat(visitor.page().getByLabel("The command that adds credits"))
        .containsText("operator top-up " + id + " 10");
  }

  @Test
  void theStatementLinksToItsJobAndIsSavedAsATable(Visitor visitor) throws Exception {
    visitor.runs(BUSYBOX, "echo booked").sees("Succeeded");
    String job = visitor.jobId();
    visitor.the(AriaRole.LINK, "Account").click();
    Locator statement = visitor.the(AriaRole.TABLE, "Statement");
    assertThat(statement.getByRole(AriaRole.ROW)).hasCount(5); // with its head
    assertThat(statement).containsText("Starter credits");
    assertThat(statement).containsText("The program succeeded: the buyer pays");
    Download table = visitor.page().waitForDownload(visitor.button("Download CSV")::click);
    assertThat(Files.readString(table.path())).startsWith("time,reason,bucket,").contains(job);
    statement.getByRole(AriaRole.LINK).first().click();
    visitor.isOnAJob().sees("Succeeded");
    assertThat(visitor.jobId()).isEqualTo(job);
  }

  @Test
  void olderLinesOfTheStatementAreShownOnDemand(Visitor visitor) {
    visitor.opens("/");
    for (int i = 0; i < 26; i++) {
      visitor
          .session()
          .post(
              "/api/jobs",
              RequestOptions.create()
                  .setData(Map.of("image", BUSYBOX, "cpus", 64, "budget", 10000)));
    }
    visitor.opens("/account");
    Locator statement = visitor.the(AriaRole.TABLE, "Statement");
    assertThat(statement.getByRole(AriaRole.ROW)).hasCount(26);
    visitor.button("Show older lines").click();
    assertThat(statement.getByRole(AriaRole.ROW)).hasCount(28);
    assertThat(visitor.button("Show older lines")).hasCount(0);
  }

  @Test
  void theBarOfTheBalanceHasATextAlternative(Visitor visitor) {
    visitor.opens("/account");
    assertThat(visitor.the(AriaRole.IMG, "5 credits available, 0 credits held")).isVisible();
  }

  @Test
  void moneyIsWrittenInCreditsWithoutNeedlessZerosAndReadExactly(Visitor visitor) {
    visitor.opens("/help");
    assertThat(
            visitor
                .page()
                .evaluate(
                    """
                    async () => {
                      const { credits, parseCredits, plainCredits } = await import("/js/money.js");
                      return [credits(0), credits(406), credits(-12500), credits(5000000), credits(1234567500000),
                        plainCredits(1234567500000), parseCredits("0.0125"), parseCredits("12"), parseCredits("0,5") ?? "none",
                        parseCredits("0.0000001") ?? "none", parseCredits("-1") ?? "none", parseCredits("") ?? "none"];
                    }
                    """))
        .isEqualTo(
            List.of(
                "0",
                "0.000406",
                "−0.0125",
                "5",
                "1,234,567.5",
                "1234567.5",
                12500,
                12000000,
                "none",
                "none",
                "none",
                "none"));
  }

  private static void limited(Visitor visitor, String credits) {
    visitor.opens("/").types(BUSYBOX, "echo");
    visitor.page().getByText("Price limit").first().click();
    visitor.the(AriaRole.TEXTBOX, "Price limit, credits").fill(credits);
  }
}
