package io.lumaris.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.lumaris.browser.RunningMarket.BUSYBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.lumaris.testing.MarketOperator;
import io.lumaris.testing.SentenceNames;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a program fares, seen by its buyer and its seller; what may not run at all. */
@DisplayNameGeneration(SentenceNames.class)
@ExtendWith(Browsing.class)
class UsageE2E {
  private static final String BUSY = "sleep 600 & while :; do :; done";

  @Test
  void chartsOfARunningJobGrowByThemselves(Visitor visitor) {
    visitor.runs(BUSYBOX, BUSY).sees("Running");
    Locator usage = visitor.the(AriaRole.REGION, "Usage");
    assertThat(usage).containsText(Pattern.compile("CPU\\s*\\d+ %, peak \\d+ % of its limit"));
    assertThat(usage).containsText(Pattern.compile("Memory\\s*\\S+ [KM]B, peak .* of 512\\.0 MB"));
    assertThat(usage).containsText(Pattern.compile("Processes\\s*\\d, peak \\d of 128"));
    assertThat(usage).containsText(Pattern.compile("Disk\\s*.* read, .* written"));
    assertThat(usage.getByRole(AriaRole.IMG)).hasCount(4);
    Locator line = usage.locator(".usage-line").first();
    String before = line.getAttribute("points");
    assertThat(line).not().hasAttribute("points", before);

    visitor.button("Cancel").click();
    visitor.button("Cancel the job").click();
    visitor.sees("Cancelled");
  }

  @Test
  void whatItCameToStaysWhenItHasEnded(Visitor visitor) {
    visitor.runs(BUSYBOX, "sleep 4").sees("Succeeded");
    visitor.page().reload();
    Locator usage = visitor.the(AriaRole.REGION, "Usage");
    assertThat(usage).containsText(Pattern.compile("Ran\\s*4\\.\\d s"));
    assertThat(usage).containsText(Pattern.compile("Peak processes\\s*\\d of 128"));
    assertThat(usage).containsText(Pattern.compile("Peak memory\\s*\\S+ [KM]B of 512\\.0 MB"));
    assertThat(usage).containsText(Pattern.compile("Disk\\s*0 B read, 0 B written"));
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, 1280", "DARK, 1280", "DARK, 360"})
  void theSellersConsoleDrawsTheSame(ColorScheme scheme, int width) {
    try (Visitor visitor = new Visitor(scheme, width)) {
      visitor.runs(BUSYBOX, BUSY).sees("Running");
      String job = visitor.jobId();
      assertThat(visitor.the(AriaRole.REGION, "Usage").getByRole(AriaRole.IMG)).hasCount(4);
      visitor.screenshot("usage-" + scheme + "-" + width);
      visitor.opens(RunningMarket.get().seller().url().resolve("/node.html").toString());
      Locator usage = visitor.the(AriaRole.REGION, "Usage of job " + job.substring(0, 8));
      assertThat(usage.getByRole(AriaRole.IMG)).hasCount(4);
      assertThat(usage).containsText(Pattern.compile("CPU\\s*\\d+ %, peak \\d+ % of its limit"));
      visitor.screenshot("node-usage-" + scheme + "-" + width);
      visitor.opens("/jobs/" + job);
      visitor.button("Cancel").click();
      visitor.button("Cancel the job").click();
      visitor.sees("Cancelled");
      assertThat(visitor.complaints()).isEmpty();
    }
  }

  @Test
  void anImageThatTheMarketRefusesIsRefusedBeforeItIsSent(Visitor visitor) {
    try (MarketOperator operator = new MarketOperator();
        MarketOperator.Rule rule = operator.deny("*page-test/miner*", "no mining here")) {
      visitor.opens("/").types("page-test/miner", "true");
      assertThat(visitor.page().locator(".refusal"))
          .containsText(
              "is not allowed on this market by the rule \"deny *page-test/miner*\" (no mining here)");
      visitor.button("Run job").click();
      assertThat(visitor.page().locator(".refusal[role=alert]")).containsText("no mining here");
      assertThat(rule).isNotNull();
    }
    visitor.complaints().clear(); // the browser names the 403
  }
}
