package io.lumaris.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.lumaris.browser.RunningMarket.BUSYBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every screen, light and dark, wide and narrow: no finding of axe that is serious, nothing that
 * sticks out to the side, and a picture in {@code target/screenshots} for somebody to look at.
 */
class LooksE2E {
  private static final Set<String> SERIOUS = Set.of("serious", "critical");

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
      visitor.opens("/account");
      assertThat(visitor.page().getByText("Starter credits")).isVisible();
      looker.looksAt("account");
      visitor.opens("/help");
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
    for (String fold : List.of("Limits", "Environment", "Labels")) {
      visitor.page().locator("summary").getByText(fold).click();
    }
    visitor.the(AriaRole.TEXTBOX, "CPUs").fill("1000");
    looker.looksAt("submit-mistake");
    visitor.the(AriaRole.TEXTBOX, "CPUs").fill("");
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

  private record Looker(Visitor visitor, String look) {

    void looksAt(String screen) {
      visitor.screenshot(screen + "-" + look);
      List<String> findings =
          new AxeBuilder(visitor.page())
              .analyze().getViolations().stream()
                  .filter(rule -> SERIOUS.contains(rule.getImpact()))
                  .map(Looker::sentence)
                  .toList();
      assertThat(findings).as("axe on %s, %s", screen, look).isEmpty();
      assertThat(
              (int)
                  visitor
                      .page()
                      .evaluate(
                          "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
          .as("pixels of %s, %s, that stick out to the side", screen, look)
          .isZero();
    }

    private static String sentence(Rule rule) {
      return rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes().get(0).getTarget();
    }
  }
}
