package io.lumaris.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.lumaris.browser.RunningMarket.BUSYBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.lumaris.testing.SentenceNames;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Screen 2: nobody has to ask what happened to a job. */
@DisplayNameGeneration(SentenceNames.class)
@ExtendWith(Browsing.class)
class JobE2E {
  private static final String ENDLESS = "echo started; sleep 600";

  @Test
  void aFailingProgramIsToldByItsExitCode(Visitor visitor) {
    visitor.runs(BUSYBOX, "echo about to fail; exit 3").sees("Failed");
    assertThat(visitor.why()).containsText("exit code 3");
    assertThat(visitor.output()).containsText("about to fail");
  }

  @Test
  void aProgramThatTakesTooMuchMemoryIsToldSo(Visitor visitor) {
    visitor.opens("/").types(BUSYBOX, "x=a; while :; do x=$x$x; done");
    visitor.page().getByText("Limits").first().click();
    visitor.the(AriaRole.TEXTBOX, "Memory, MB").fill("32");
    visitor.button("Run job").click();
    visitor.isOnAJob().sees("Failed");
    assertThat(visitor.why()).containsText("32 MB");
  }

  @Test
  void anImageThatNobodyHasIsToldByName(Visitor visitor) {
    visitor.runs("lumaris/no-such-image:1", "true").sees("Failed");
    assertThat(visitor.why()).containsText("lumaris/no-such-image:1");
  }

  @Test
  void aJobThatNobodyCanRunSaysWhatItWaitsFor(Visitor visitor) {
    visitor.opens("/").types(BUSYBOX, "true");
    visitor.page().getByText("Limits").first().click();
    visitor.the(AriaRole.TEXTBOX, "CPUs").fill("64");
    visitor.button("Run job").click();
    visitor.isOnAJob().sees("Queued");
    assertThat(visitor.why()).containsText("64 CPUs");
    cancel(visitor);
    visitor.sees("Cancelled");
    assertThat(visitor.why()).containsText("while it waited for a seller");
  }

  @Test
  void cancellingAsksOnceAndStopsTheProgram(Visitor visitor) {
    visitor.runs(BUSYBOX, ENDLESS);
    assertThat(visitor.output()).containsText("started");
    visitor.button("Cancel").click();
    assertThat(visitor.the(AriaRole.DIALOG, "Cancel this job?")).containsText(BUSYBOX);
    visitor.button("Let it run").click();
    visitor.sees("Running");
    cancel(visitor);
    visitor.sees("Cancelled");
    assertThat(visitor.output()).containsText("started");
    assertThat(visitor.button("Cancel")).isHidden();
  }

  @Test
  void aJobCanBeRunAgainAsItWasOrWithChanges(Visitor visitor) {
    visitor.runs(BUSYBOX, "echo once more").sees("Succeeded");
    String first = visitor.jobId();
    visitor.button("Run again").click();
    visitor.page().waitForURL(url -> !url.endsWith(first));
    visitor.sees("Succeeded");
    assertThat(visitor.output()).containsText("once more");

    visitor.button("Run again with changes").click();
    assertThat(visitor.the(AriaRole.TEXTBOX, "Command")).hasValue("echo once more");
    assertThat(visitor.the(AriaRole.COMBOBOX, "Image")).hasValue(BUSYBOX);
  }

  @Test
  void theTimelineShowsEveryPhaseWithItsDuration(Visitor visitor) {
    visitor.runs(BUSYBOX, "sleep 1").sees("Succeeded");
    var timeline = visitor.the(AriaRole.REGION, "Timeline");
    assertThat(timeline).containsText(Pattern.compile("Queued: done\\s*\\d+\\.\\d s"));
    assertThat(timeline).containsText(Pattern.compile("Assigned: done\\s*\\d+\\.\\d s"));
    assertThat(timeline).containsText(Pattern.compile("Running: done\\s*1\\.\\d s"));
    assertThat(timeline).containsText(Pattern.compile("\\d+\\.\\d s in all"));
  }

  @Test
  void aDeletedJobIsGone(Visitor visitor) {
    visitor.runs(BUSYBOX, "true").sees("Succeeded");
    String id = visitor.jobId();
    visitor.button("Delete").click();
    visitor.button("Delete the job").click();
    visitor.page().waitForURL("**/jobs");
    visitor.opens("/jobs/" + id);
    assertThat(visitor.the(AriaRole.HEADING, "There is no such job here")).isVisible();
    assertThat(visitor.complaints()).hasSize(1).first().asString().contains("404");
    visitor.complaints().clear();
  }

  @Test
  void aRunningJobSaysWhyItCannotBeDeleted(Visitor visitor) {
    visitor.runs(BUSYBOX, ENDLESS).sees("Running");
    assertThat(visitor.button("Delete")).isDisabled();
    assertThat(visitor.button("Delete"))
        .hasAccessibleDescription(Pattern.compile("cancel it first"));
    cancel(visitor);
    visitor.sees("Cancelled");
    assertThat(visitor.button("Delete")).isEnabled();
  }

  @Test
  void aLinkToALineOpensTheLogThere(Visitor visitor) {
    visitor
        .runs(BUSYBOX, "i=1; while [ $i -le 6000 ]; do echo line $i; i=$((i+1)); done")
        .sees("Succeeded");
    String address = "/jobs/" + visitor.jobId();
    var row = visitor.page().locator(".log-row.target");
    visitor.opens(address + "#L3210");
    assertThat(row).containsText("line 3210");
    assertThat(row).isInViewport();
    visitor.opens("/help").opens(address + "#L45");
    assertThat(row).containsText("line 45");
    assertThat(row).isInViewport();
  }

  @Test
  void sixThousandLinesAreFewNodesAndStickToTheirEnd(Visitor visitor) {
    visitor
        .runs(BUSYBOX, "i=1; while [ $i -le 6000 ]; do echo line $i; i=$((i+1)); done")
        .sees("Succeeded");
    assertThat(visitor.page().getByText("line 6000", new Page.GetByTextOptions().setExact(true)))
        .isInViewport();
    assertThat((int) visitor.page().evaluate("document.querySelectorAll('.log-row').length"))
        .isBetween(20, 400);
  }

  @Test
  void theLogIsSearchedAndSplitByStream(Visitor visitor) {
    visitor.runs(BUSYBOX, "echo out one; echo bad one >&2; echo out two").sees("Succeeded");
    assertThat(visitor.output()).containsText("out two");
    visitor.page().keyboard().press("/");
    visitor.page().keyboard().type("ONE");
    assertThat(visitor.page().locator(".log-matches")).hasText("1 of 2");
    assertThat(visitor.output().locator("mark").first()).hasText("one");
    visitor.button("stderr").click();
    assertThat(visitor.output()).containsText("bad one");
    assertThat(visitor.output()).not().containsText("out two");
  }

  @Test
  void aStreamWithNothingOnItSaysSo(Visitor visitor) {
    visitor.runs(BUSYBOX, "echo all is well").sees("Succeeded");
    assertThat(visitor.output()).containsText("all is well");
    visitor.button("stderr").click();
    assertThat(visitor.output()).containsText("Nothing was printed here");
    visitor.button("stdout").click();
    assertThat(visitor.output()).not().containsText("Nothing was printed here");
  }

  @Test
  void theDownloadIsWhatTheProgramPrinted(Visitor visitor) throws Exception {
    visitor.runs(BUSYBOX, "printf 'exactly\\tthis\\n'").sees("Succeeded");
    Download download =
        visitor.page().waitForDownload(() -> visitor.the(AriaRole.LINK, "Download").click());
    assertThat(Files.readString(download.path())).isEqualTo("exactly\tthis\n");
  }

  @Test
  void anAddressThatIsNoPageSaysSo(Visitor visitor) {
    visitor.opens("/no/such/place");
    assertThat(visitor.the(AriaRole.HEADING, "There is nothing at this address")).isVisible();
  }

  private static void cancel(Visitor visitor) {
    visitor.button("Cancel").click();
    visitor.button("Cancel the job").click();
  }
}
