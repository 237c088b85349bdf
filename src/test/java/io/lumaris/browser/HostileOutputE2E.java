package io.lumaris.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.lumaris.browser.RunningMarket.BUSYBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import io.lumaris.testing.SentenceNames;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Output is an attacker's text: the page shows it, and nothing happens. */
@DisplayNameGeneration(SentenceNames.class)
@ExtendWith(Browsing.class)
class HostileOutputE2E {

  @Test
  void markupStaysText(Visitor visitor) {
    visitor
        .runs(
            BUSYBOX,
            "echo '<img src=x onerror=\"document.title=1\"><script>document.title=2</script>"
                + "<a href=\"javascript:document.title=3\">click</a> &lt;b&gt;'")
        .sees("Succeeded");
    assertThat(visitor.output())
        .containsText("<img src=x onerror=\"document.title=1\"><script>document.title=2</script>");
    assertThat(visitor.output()).containsText("&lt;b&gt;");
    assertThat(visitor.output().locator("img, script, .tx a")).hasCount(0);
    assertThat(visitor.page()).hasTitle(Pattern.compile("Succeeded.*"));
  }

  @Test
  void markupInImageCommandLabelsAndEnvironmentStaysTextToo(Visitor visitor) {
    visitor.opens("/");
    visitor.button("Paste JSON").click();
    visitor
        .page()
        .getByLabel("The job as JSON")
        .fill(
            "{\"image\":\"lumaris/busybox\",\"command\":\"echo '<u id=evil>'\","
                + "\"env\":{\"A\":\"<u id=evil>\"},\"labels\":{\"a\":\"<u id=evil>\"}}");
    visitor.button("Fill the form").click();
    visitor.button("Run job").click();
    visitor.isOnAJob().sees("Succeeded");
    visitor.opens("/jobs");
    assertThat(visitor.page().locator(".row-command").first()).containsText("<u id=evil>");
    assertThat(visitor.page().locator("#evil")).hasCount(0);
  }

  @Test
  void coloursAreShownAndOtherTerminalControlsAreNot(Visitor visitor) {
    visitor
        .runs(
            BUSYBOX,
            "printf '\\033[31mred\\033[0m \\033[1mbold\\033[0m \\033]0;title\\007"
                + "\\033[2J\\033[10Aafter\\033[38;2;1;200;3mtrue\\n'")
        .sees("Succeeded");
    var line = visitor.page().locator(".log-row.stdout .tx");
    assertThat(line).hasText("red bold aftertrue");
    assertThat(line.locator(".f-1")).hasText("red");
    assertThat(line.locator(".bold")).hasText("bold");
    assertThat(line.locator("span").last()).hasCSS("color", "rgb(1, 200, 3)");
  }

  @Test
  void aProgressLineIsOneLine(Visitor visitor) {
    visitor
        .runs(BUSYBOX, "for i in 1 20 100; do printf \"\\r$i %%\"; done; printf '\\rdone\\n'")
        .sees("Succeeded");
    assertThat(visitor.page().locator(".log-row.stdout")).hasCount(1);
    assertThat(visitor.page().locator(".log-row.stdout .tx")).hasText("done%");
  }

  @Test
  void invalidBytesAreShownAsReplacementCharacters(Visitor visitor) {
    visitor
        .runs(BUSYBOX, "printf 'a\\377\\376b\\300\\257c\\000d\\342\\202\\254\\n'")
        .sees("Succeeded");
    assertThat(visitor.page().locator(".log-row.stdout .tx"))
        .hasText(Pattern.compile("a\uFFFD+b\uFFFD+c\uFFFDd€"));
  }

  @Test
  void aHundredMegabytesInOneLineAreCutAndThePageSaysSo(Visitor visitor) {
    visitor.runs(BUSYBOX, "head -c 104857600 /dev/zero | tr '\\000' x; echo; echo the end");
    assertThat(visitor.output())
        .containsText(
            Pattern.compile("Cut here: .* printed 99\\.\\d MB more"),
            new ContainsTextOptions().setTimeout(120_000));
    visitor.sees("Succeeded");
    assertThat((int) visitor.page().evaluate("document.querySelectorAll('*').length"))
        .as("nodes of the page")
        .isLessThan(3000);
    double slowest =
        ((Number)
                visitor
                    .page()
                    .evaluate(
                        "async () => { const log = document.querySelector('.log-scroll'); let slowest = 0;"
                            + " for (let i = 0; i < 60; i++) { const at = performance.now();"
                            + " log.scrollTop = log.scrollHeight * (i / 60);"
                            + " await new Promise(requestAnimationFrame);"
                            + " slowest = Math.max(slowest, performance.now() - at); } return slowest; }"))
            .doubleValue();
    assertThat(slowest).as("slowest frame while scrolling, ms").isLessThan(1000);
    assertThat(visitor.button("Run again")).isEnabled();
  }
}
