package io.lumaris.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.lumaris.browser.RunningMarket.BUSYBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every screen, light and dark, wide and narrow: no finding of axe that is serious, nothing that
 * sticks out to the side, and a picture in {@code target/screenshots} for somebody to look at.
 */
class LooksE2E {
  @ParameterizedTest(name = "the screens are accessible and fit, {0}, {1} pixels wide")
  @CsvSource({"DARK,1600", "LIGHT,1600", "DARK,360", "LIGHT,360"})
  void everyScreenIsAccessibleAndFits(ColorScheme scheme, int width) {
    try (Visitor visitor = new Visitor(scheme, width)) {
      Looker looker = new Looker(visitor, scheme.name().toLowerCase(Locale.ROOT) + "-" + width);
      visitor.opens("/jobs");
      assertThat(visitor.the(AriaRole.HEADING, "No job yet")).isVisible();
      looker.looksAt("jobs-empty");
      submitScreen(visitor, looker);
      jobScreen(visitor, looker);
      visitor.opens("/jobs");
      assertThat(visitor.page().locator("tbody .row-link").first()).isVisible();
      looker.looksAt("jobs");
      marketScreens(visitor, looker);
      visitor.opens("/account");
      assertThat(visitor.page().getByText("Starter credits")).isVisible();
      looker.looksAt("account");
      visitor.opens("/help");
      assertThat(visitor.the(AriaRole.TABLE, "Refund rules")).isVisible();
      looker.looksAt("help");
      visitor.opens("/nowhere");
      looker.looksAt("lost");
      assertThat(visitor.complaints()).as("complaints of the browser").isEmpty();
    }
  }

  private static void submitScreen(Visitor visitor, Looker looker) {
    visitor.opens("/").types(BUSYBOX, "for i in 1 2 3; do\n  echo \"line $i\"\ndone\nsleep 600");
    assertThat(visitor.page().getByText("1 seller can run this now")).isVisible();
    assertThat(visitor.the(AriaRole.REGION, "What it costs")).containsText("would be held");
    looker.looksAt("submit");
    for (String fold : List.of("Limits", "About sellers", "Environment", "Labels")) {
      visitor.page().locator("summary").getByText(fold).click();
    }
    visitor.the(AriaRole.TEXTBOX, "Auction, seconds").fill("1000");
    visitor.the(AriaRole.TEXTBOX, "CPUs").fill("1000");
    looker.looksAt("submit-mistake");
    visitor.the(AriaRole.TEXTBOX, "CPUs").fill("");
    visitor.the(AriaRole.TEXTBOX, "Auction, seconds").fill("");
    visitor.button("Paste JSON").click();
    looker.looksAt("paste");
    visitor.page().keyboard().press("Escape");
  }

  private static void jobScreen(Visitor visitor, Looker looker) {
    visitor.button("Run job").click();
    visitor.isOnAJob();
    assertThat(visitor.output()).containsText("line 3");
    looker.looksAt("job-running");
    visitor.button("Cancel").click();
    looker.looksAt("job-cancel");
    visitor.button("Cancel the job").click();
    visitor.sees("Cancelled");
    looker.looksAt("job-cancelled");
    visitor.runs(BUSYBOX, "echo Hello world!").sees("Succeeded");
    assertThat(visitor.output()).containsText("Hello");
    looker.looksAt("job-succeeded");
    visitor
        .runs(BUSYBOX, "printf '\\033[1;36mcolours\\033[0m and \\033[31mmore\\033[0m\\n'; exit 3")
        .sees("Failed");
    assertThat(visitor.output()).containsText("colours");
    looker.looksAt("job-failed");
    visitor.page().keyboard().press("?");
    looker.looksAt("shortcuts");
    visitor.page().keyboard().press("Escape");
  }

  /** Sellers, one of them, an auction while it is open, and a job that is being verified. */
  private static void marketScreens(Visitor visitor, Looker looker) {
    visitor.opens("/market");
    assertThat(visitor.the(AriaRole.LINK, "amber-fox")).isVisible();
    looker.looksAt("market");
    visitor.the(AriaRole.LINK, "amber-fox").click();
    assertThat(visitor.the(AriaRole.TABLE, "Attempts")).isVisible();
    looker.looksAt("seller");
    visitor.submits(Map.of("image", BUSYBOX, "auction_s", 30, "auction_pick", "buyer"));
    assertThat(visitor.button("Pick amber-fox")).isVisible();
    looker.looksAt("job-auction");
    visitor.button("Pick amber-fox").click();
    visitor.sees("Succeeded");
    assertThat(visitor.the(AriaRole.GROUP, "How did amber-fox do?")).isVisible();
    looker.looksAt("job-auction-over");
    visitor.submits(Map.of("image", BUSYBOX, "command", "echo once", "verify", 2));
    assertThat(visitor.the(AriaRole.REGION, "Verification")).containsText("1 of 2 results are in");
    looker.looksAt("job-verified-in-part");
    visitor.button("Cancel").click();
    visitor.button("Cancel the job").click();
    visitor.sees("Cancelled");
  }
}
