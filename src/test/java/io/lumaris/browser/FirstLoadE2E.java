package io.lumaris.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import io.lumaris.testing.SentenceNames;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a first visit costs, and what may run on the page. */
@DisplayNameGeneration(SentenceNames.class)
@ExtendWith(Browsing.class)
class FirstLoadE2E {
  private static final int MOST_BYTES = 100 * 1024;
  private static final Pattern PRELOADED =
      Pattern.compile("<link rel=\"modulepreload\" href=\"(/js/[^\"]+)\"");
  private static final Pattern IMPORTED =
      Pattern.compile("^(?:import|} from|import .* from) \"(\\.[^\"]+)\";$", Pattern.MULTILINE);

  @Test
  void theFirstLoadIsSmall(Visitor visitor) {
    List<Response> answers = load(visitor);
    int bytes =
        answers.stream().mapToInt(answer -> answer.request().sizes().responseBodySize).sum();
    assertThat(bytes).as("bytes of the first load, compressed").isBetween(10_000, MOST_BYTES);
  }

  @Test
  void nothingComesFromElsewhere(Visitor visitor) {
    String home = RunningMarket.get().page().toString();
    assertThat(load(visitor)).allMatch(answer -> answer.url().startsWith(home));
  }

  @Test
  void everyModuleIsPreloadedAndNoOther(Visitor visitor) {
    Set<String> imported = new TreeSet<>(Set.of("/js/app.js"));
    Set<String> preloaded = new TreeSet<>();
    for (Response answer : load(visitor)) {
      URI url = URI.create(answer.url());
      if (url.getPath().startsWith("/js/")) {
        IMPORTED
            .matcher(answer.text())
            .results()
            .forEach(each -> imported.add(url.resolve(each.group(1)).getPath()));
      } else if (url.getPath().equals("/")) {
        PRELOADED.matcher(answer.text()).results().forEach(link -> preloaded.add(link.group(1)));
      }
    }
    assertThat(preloaded).isEqualTo(imported);
  }

  @Test
  void inlineScriptsStylesAndMarkupFromTextAreRefused(Visitor visitor) {
    Response page = visitor.page().navigate("/");
    assertThat(page.headers().get("content-security-policy"))
        .contains("default-src 'none'")
        .contains("script-src 'self' 'sha256-")
        .contains("style-src 'self'")
        .contains("frame-ancestors 'none'")
        .contains("require-trusted-types-for 'script'; trusted-types lit-html")
        .doesNotContain("unsafe");
    assertThat(visitor.the(AriaRole.HEADING, "Run a job")).isVisible();
    visitor
        .page()
        .evaluate(
            "const script = document.createElement('script'); script.append('window.ran = 1');"
                + " document.body.append(script)");
    assertThat(visitor.page().evaluate("window.ran ?? 0")).isEqualTo(0);
    assertThatThrownBy(() -> visitor.page().evaluate("document.body.innerHTML = '<b>text</b>'"))
        .hasMessageContaining("TrustedHTML");
    assertThat(visitor.complaints())
        .isNotEmpty()
        .allMatch(text -> text.matches("(?s).*(script|trusted-types|Trusted).*"));
    visitor.complaints().clear();
  }

  private static List<Response> load(Visitor visitor) {
    List<Response> answers = new ArrayList<>();
    visitor.page().onResponse(answers::add);
    visitor.opens("/");
    assertThat(visitor.the(AriaRole.REGION, "Who can run this now")).containsText("seller");
    assertThat(visitor.page().locator(".menu")).isVisible();
    return List.copyOf(answers); // asking an answer for its size makes the browser report others
  }
}
