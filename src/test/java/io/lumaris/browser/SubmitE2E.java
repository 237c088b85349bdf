package io.lumaris.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.lumaris.browser.RunningMarket.BUSYBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import io.lumaris.testing.SentenceNames;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Screen 1: from the empty form to a job that runs. */
@DisplayNameGeneration(SentenceNames.class)
@ExtendWith(Browsing.class)
class SubmitE2E {

  @Test
  void outputAppearsWhileTheProgramStillRuns(Visitor visitor) {
    visitor.runs(BUSYBOX, "echo first; sleep 600; echo never");
    assertThat(visitor.output()).containsText("first");
    visitor.sees("Running");
    assertThat(visitor.output()).not().containsText("never");
    visitor.button("Cancel").click();
    visitor.button("Cancel the job").click();
    visitor.sees("Cancelled");
  }

  @Test
  void aJobThatEndsWellSaysSoWithItsExitCodeAndSandbox(Visitor visitor) {
    visitor.runs(BUSYBOX, "echo Hello world!; echo and a warning >&2").sees("Succeeded");
    assertThat(visitor.output()).containsText("Hello world!");
    assertThat(visitor.output()).containsText("and a warning");
    var facts = visitor.the(AriaRole.COMPLEMENTARY, "About this job");
    assertThat(facts).containsText(Pattern.compile("Exit code\\s*0"));
    assertThat(facts).containsText("amber-fox");
    assertThat(facts).containsText("No network at all");
    assertThat(facts).containsText("No capabilities");
    assertThat(facts).containsText("No folder of the seller");
    assertThat(facts).not().containsText("Loose");
  }

  @Test
  void theKeyboardAloneIsEnough(Visitor visitor) {
    visitor.opens("/");
    Page page = visitor.page();
    assertThat(visitor.the(AriaRole.COMBOBOX, "Image")).isVisible();
    page.keyboard().press("i");
    page.keyboard().type(BUSYBOX);
    while (!page.evaluate("document.activeElement.id").equals("command")) {
      page.keyboard().press("Tab");
    }
    page.keyboard().type("echo typed");
    page.keyboard().press("Control+Enter");
    visitor.isOnAJob().sees("Succeeded");
    assertThat(visitor.output()).containsText("typed");
  }

  @Test
  void aMistakeIsSaidAtItsFieldAndNothingTypedIsLost(Visitor visitor) {
    visitor.opens("/").types(BUSYBOX, "echo kept");
    visitor.page().getByText("Limits").first().click();
    visitor.the(AriaRole.TEXTBOX, "CPUs").fill("1000");
    assertThat(visitor.the(AriaRole.TEXTBOX, "CPUs"))
        .hasAccessibleDescription(Pattern.compile("must be between 0.1 and 64, you wrote 1000"));
    visitor.button("Run job").click();
    assertThat(visitor.the(AriaRole.TEXTBOX, "CPUs")).isFocused();
    visitor.page().reload();
    assertThat(visitor.the(AriaRole.TEXTBOX, "Command")).hasValue("echo kept");
  }

  @Test
  void whoCanRunItFollowsEveryKeystroke(Visitor visitor) {
    visitor.opens("/").types(BUSYBOX, "echo");
    var panel = visitor.the(AriaRole.REGION, "Who can run this now");
    assertThat(panel).containsText("1 seller can run this now");
    visitor.page().getByText("Limits").first().click();
    visitor.the(AriaRole.TEXTBOX, "CPUs").fill("64");
    assertThat(panel).containsText("The seller online cannot run this");
    assertThat(panel).containsText(Pattern.compile("has \\d+ of 64 CPUs"));
    visitor.the(AriaRole.TEXTBOX, "CPUs").fill("0.5");
    assertThat(panel).containsText("1 seller can run this now");
  }

  @Test
  void theSameJobAsCurlRunsInAShell(Visitor visitor) throws Exception {
    visitor.opens("/").types(BUSYBOX, "echo \"it's\" $((6 * 7))");
    visitor.the(AriaRole.TAB, "curl").click();
    visitor.button("Copy the job as curl").click();
    String script = (String) visitor.page().evaluate("navigator.clipboard.readText()");
    Process shell =
        new ProcessBuilder("sh", "-ec", script)
            .directory(RunningMarket.get().folder().toFile())
            .redirectErrorStream(true)
            .start();
    String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(answer).isZero();
    assertThat(answer).contains("\"state\":\"queued\"").contains("it's");
  }

  @Test
  void jsonComesBackIntoTheForm(Visitor visitor) {
    visitor.opens("/").types(BUSYBOX, "echo there and back");
    visitor.the(AriaRole.TAB, "JSON").click();
    visitor.button("Copy the job as JSON").click();
    visitor.button("Clear").click();
    assertThat(visitor.the(AriaRole.TEXTBOX, "Command")).hasValue("");
    visitor.button("Paste JSON").click();
    visitor.the(AriaRole.TEXTBOX, "The job as JSON").press("Control+V");
    visitor.button("Fill the form").click();
    assertThat(visitor.the(AriaRole.TEXTBOX, "Command")).hasValue("echo there and back");
  }

  @Test
  void pastedJsonWithAnUnknownFieldIsRefusedByName(Visitor visitor) {
    visitor.opens("/");
    visitor.button("Paste JSON").click();
    visitor.the(AriaRole.TEXTBOX, "The job as JSON").fill("{\"image\":\"x\",\"gpus\":1}");
    visitor.button("Fill the form").click();
    assertThat(visitor.the(AriaRole.DIALOG, "Fill the form from JSON"))
        .containsText("A job has no field gpus.", new ContainsTextOptions());
  }

  @Test
  void argumentsAreGivenToTheProgramWordByWord(Visitor visitor) {
    visitor.opens("/").types(BUSYBOX, "echo 'two words' $HOME");
    visitor.the(AriaRole.RADIO, "Arguments").check();
    visitor.button("Run job").click();
    visitor.isOnAJob().sees("Succeeded");
    assertThat(visitor.output()).containsText("two words $HOME");
  }
}
