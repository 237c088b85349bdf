package io.lumaris.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody with a browser of their own. Whatever the browser complains about is kept: errors,
 * warnings, violations of the page's security policy.
 */
final class Visitor implements AutoCloseable {
  private static final Pattern JOB_ADDRESS = Pattern.compile(".*/jobs/[0-9a-f-]{36}$");
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  Visitor() {
    this(new Browser.NewContextOptions().setViewportSize(1280, 800));
  }

  Visitor(ColorScheme scheme, int width) {
    this(
        new Browser.NewContextOptions()
            .setColorScheme(scheme)
            .setViewportSize(width, width < 600 ? 780 : 900));
  }

  private Visitor(Browser.NewContextOptions options) {
    context =
        Chromium.get()
            .newContext(
                options
                    .setBaseURL(RunningMarket.get().page().toString())
                    .setPermissions(List.of("clipboard-read", "clipboard-write")));
    context.addInitScript(
        "addEventListener('securitypolicyviolation', (e) =>"
            + " console.error(`CSP: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`))");
    page = context.newPage();
    page.setDefaultTimeout(30_000);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  /** What the browser complained about so far. */
  List<String> complaints() {
    return complaints;
  }

  Visitor opens(String address) {
    page.navigate(address);
    return this;
  }

  Locator the(AriaRole role, String name) {
    return page.getByRole(role, new GetByRoleOptions().setName(name).setExact(true));
  }

  Locator button(String name) {
    return the(AriaRole.BUTTON, name);
  }

  Visitor types(String image, String command) {
    page.getByLabel("Image", new Page.GetByLabelOptions().setExact(true)).fill(image);
    the(AriaRole.TEXTBOX, "Command").fill(command);
    return this;
  }

  /** Fills in the form, sends it and is on the job's page. */
  Visitor runs(String image, String command) {
    opens("/").types(image, command);
    button("Run job").click();
    return isOnAJob();
  }

  /** Sends a job past the form and is on its page. */
  Visitor submits(Map<String, Object> spec) {
    APIResponse answer = session().post("/api/jobs", RequestOptions.create().setData(spec));
    Matcher job = Pattern.compile("/api(/jobs/.*)").matcher(answer.headers().get("location"));
    if (!job.find()) {
      throw new IllegalStateException(answer.text());
    }
    return opens(job.group(1));
  }

  Visitor isOnAJob() {
    page.waitForURL(JOB_ADDRESS);
    return this;
  }

  /** The REST interface with this visitor's session, once a page was opened. */
  APIRequestContext session() {
    page.locator(".menu")
        .waitFor(); // a function to wait for would need eval, which the CSP forbids
    return context.request();
  }

  String jobId() {
    String url = page.url();
    return url.substring(url.lastIndexOf('/') + 1);
  }

  /** The state's word and the why line. */
  Locator why() {
    return page.locator(".why");
  }

  Visitor sees(String state) {
    assertThat(page.locator(".why-state")).containsText(state);
    return this;
  }

  Locator output() {
    return the(AriaRole.LOG, "Output of the job");
  }

  void screenshot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve(name + ".png"))
            .setFullPage(page.viewportSize().width < 600));
  }

  @Override
  public void close() {
    context.close();
  }
}
