package io.lumaris.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.lumaris.browser.RunningMarket.BUSYBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import io.lumaris.testing.SentenceNames;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Screen 3: every job is found again. */
@DisplayNameGeneration(SentenceNames.class)
@ExtendWith(Browsing.class)
class JobsE2E {
  /** More than any seller has, so that the job waits until somebody cancels it. */
  /** More than any seller has, for a time so short that a guest's credits hold many of them. */
  private static final Map<String, Object> WAITING =
      Map.of("image", BUSYBOX, "command", "echo waiting", "cpus", 64, "timeout_s", 1);

  @Test
  void whoHasNoJobYetGetsTheFirstOneFilledIn(Visitor visitor) {
    visitor.opens("/jobs");
    visitor.button("Fill in the sample job").click();
    assertThat(visitor.the(AriaRole.COMBOBOX, "Image")).hasValue(RunningMarket.SAMPLE);
    visitor.button("Run job").click();
    visitor.isOnAJob().sees("Succeeded");
    assertThat(visitor.output()).containsText("Hello world!");
  }

  @Test
  void filtersLiveInTheAddressAndCount(Visitor visitor) {
    visitor.runs(BUSYBOX, "echo apples").sees("Succeeded");
    visitor.runs(BUSYBOX, "echo pears; exit 1").sees("Failed");
    visitor.opens("/jobs");
    assertThat(rows(visitor)).hasCount(2);

    filter(visitor, "Failed").click();
    assertThat(rows(visitor)).hasCount(1);
    assertThat(rows(visitor)).containsText("exit code 1");
    assertThat(filter(visitor, "Succeeded")).containsText(Pattern.compile("Succeeded\\s*1"));
    assertThat(visitor.page()).hasURL(Pattern.compile(".*/jobs\\?state=failed$"));

    visitor.the(AriaRole.LINK, "Reset").click();
    visitor.the(AriaRole.SEARCHBOX, "Search image or command").fill("apples");
    assertThat(rows(visitor)).hasCount(1);
    assertThat(visitor.page()).hasURL(Pattern.compile(".*/jobs\\?text=apples$"));
    visitor.page().reload();
    assertThat(rows(visitor)).hasCount(1);
    assertThat(rows(visitor)).containsText("echo apples");
  }

  @Test
  void backAndForwardGoThroughFiltersAndJobs(Visitor visitor) {
    visitor.runs(BUSYBOX, "echo here; exit 1").sees("Failed");
    visitor.the(AriaRole.LINK, "Jobs").first().click();
    filter(visitor, "Failed").click();
    rows(visitor).getByRole(AriaRole.LINK).click();
    visitor.isOnAJob().sees("Failed");
    visitor.page().goBack();
    assertThat(visitor.page()).hasURL(Pattern.compile(".*/jobs\\?state=failed$"));
    assertThat(rows(visitor)).hasCount(1);
    visitor.page().goForward();
    visitor.isOnAJob().sees("Failed");
  }

  @Test
  void labelsFindTheirJobs(Visitor visitor) {
    visitor.opens("/");
    submit(visitor, Map.of("image", BUSYBOX, "command", "true", "labels", Map.of("a", "1")));
    submit(visitor, Map.of("image", BUSYBOX, "command", "true", "labels", Map.of("a", "2")));
    visitor.opens("/jobs?label=a%3D2");
    assertThat(rows(visitor)).hasCount(1);
    visitor.the(AriaRole.SEARCHBOX, "Label, as project=x").fill("a");
    assertThat(rows(visitor)).hasCount(2);
  }

  @Test
  void olderJobsAreOneStepAway(Visitor visitor) {
    visitor.opens("/jobs");
    assertThat(visitor.the(AriaRole.HEADING, "No job yet")).isVisible();
    for (int i = 0; i < 27; i++) {
      submit(visitor, WAITING);
    }
    visitor.page().reload();
    assertThat(rows(visitor)).hasCount(25);
    visitor.the(AriaRole.LINK, "Older").click();
    assertThat(rows(visitor)).hasCount(2);
    visitor.the(AriaRole.LINK, "Newest").click();
    assertThat(rows(visitor)).hasCount(25);
    cancelAll(visitor);
  }

  @Test
  void newJobsWaitUntilTheyAreCalledAndStatesChangeInPlace(Visitor visitor) {
    visitor.opens("/");
    String first = submit(visitor, WAITING);
    visitor.opens("/jobs");
    assertThat(rows(visitor)).hasCount(1);
    submit(visitor, WAITING);
    submit(visitor, WAITING);
    assertThat(visitor.button("2 new jobs ↑")).isVisible();
    assertThat(rows(visitor)).hasCount(1);
    cancel(visitor, first);
    assertThat(rows(visitor)).containsText("Cancelled");
    visitor.button("2 new jobs ↑").click();
    assertThat(rows(visitor)).hasCount(3);
    cancelAll(visitor);
  }

  @Test
  void severalJobsAreCancelledAtOnce(Visitor visitor) {
    visitor.opens("/");
    submit(visitor, WAITING);
    submit(visitor, WAITING);
    visitor.opens("/jobs");
    assertThat(rows(visitor)).hasCount(2);
    for (Locator box : rows(visitor).getByRole(AriaRole.CHECKBOX).all()) {
      box.check();
    }
    visitor.button("Cancel 2 jobs").click();
    visitor
        .the(AriaRole.DIALOG, "Cancel 2 jobs?")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Cancel 2 jobs"))
        .click();
    assertThat(rows(visitor).getByText("Cancelled")).hasCount(2);
    assertThat(filter(visitor, "Cancelled")).containsText(Pattern.compile("Cancelled\\s*2"));
  }

  @Test
  void theListIsWalkedByKeyboard(Visitor visitor) {
    visitor.opens("/");
    submit(visitor, WAITING);
    String second = submit(visitor, WAITING);
    visitor.opens("/jobs");
    assertThat(rows(visitor)).hasCount(2);
    visitor.page().keyboard().press("j");
    visitor.page().keyboard().press("Enter");
    visitor.isOnAJob();
    assertThat(visitor.jobId()).isEqualTo(second);
    visitor.page().keyboard().press("l");
    assertThat(rows(visitor)).hasCount(2);
    cancelAll(visitor);
  }

  private static Locator rows(Visitor visitor) {
    return visitor.page().locator("table:not([aria-busy=true]) tbody tr");
  }

  private static Locator filter(Visitor visitor, String state) {
    return visitor
        .the(AriaRole.GROUP, "State")
        .getByRole(
            AriaRole.BUTTON,
            new Locator.GetByRoleOptions().setName(Pattern.compile("^" + state + "\\s*\\d+$")));
  }

  /** Through the REST interface with the visitor's own session, as another tab would. */
  private static String submit(Visitor visitor, Map<String, Object> spec) {
    var answer = visitor.session().post("/api/jobs", RequestOptions.create().setData(spec));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.headers().get("location").replaceAll(".*/", "");
  }

  private static void cancel(Visitor visitor, String id) {
    assertThat(visitor.session().post("/api/jobs/" + id + "/cancel").status()).isEqualTo(200);
  }

  private static void cancelAll(Visitor visitor) {
    Page page = visitor.page();
    page.evaluate(
        "async () => { const { jobs } = await (await fetch('/api/jobs?state=queued&limit=100')).json();"
            + " await Promise.all(jobs.map((job) => fetch(`/api/jobs/${job.id}/cancel`, { method: 'POST' }))); }");
  }
}
