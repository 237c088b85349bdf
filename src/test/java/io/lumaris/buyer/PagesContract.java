package io.lumaris.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's files, and what the browser may do with them. */
interface PagesContract extends Portal {

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/api/limits", "/api/nothing", "/css/layout.css", "/no.such", "/health"})
  default void everyAnswerTellsTheBrowserWhatItMayDo(String path) {
    Visitor.Answer answer = Visitor.stranger(portal()).get(path);

    assertThat(answer.header("Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self' 'sha256-")
        .contains("connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
        .contains("require-trusted-types-for 'script'")
        .doesNotContain("unsafe", "*", "http:");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Permissions-Policy")).contains("camera=()");
    assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
  }

  @Test
  default void theOneInlineScriptIsAllowedByItsHash() throws NoSuchAlgorithmException {
    Visitor.Answer page = Visitor.stranger(portal()).get("/");
    Matcher map =
        Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL)
            .matcher(page.body());
    assertThat(map.find()).isTrue();
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(map.group(1).getBytes(StandardCharsets.UTF_8));

    assertThat(page.header("Content-Security-Policy"))
        .contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/jobs", "/jobs/00000000-0000-4000-8000-000000000001", "/market"})
  default void everyAddressOfThePageIsThePage(String path) {
    Visitor.Answer answer = Visitor.stranger(portal()).get(path).expect(200);

    assertThat(answer.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(answer.body()).contains("<title>LUMARIS</title>");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  default void aFileThatTheBrowserHasIsNotSentAgain() {
    Visitor visitor = Visitor.stranger(portal());
    Visitor.Answer first = visitor.get("/css/layout.css").expect(200);
    Visitor.Answer again =
        visitor.get("/css/layout.css", "If-None-Match", first.header("ETag")).expect(304);

    assertThat(again.body()).isEmpty();
    visitor.get("/css/layout.css", "If-None-Match", "W/\"other\"").expect(200);
  }

  @Test
  default void librariesAreKeptForeverAndSentCompressed() {
    Visitor visitor = Visitor.stranger(portal());
    Matcher library =
        Pattern.compile("\"(/webjars/lit-html/[^\"]+\\.js)\"").matcher(visitor.get("/").body());
    assertThat(library.find()).isTrue();

    Visitor.Answer plain = visitor.get(library.group(1)).expect(200);
    Visitor.Answer packed = visitor.get(library.group(1), "Accept-Encoding", "gzip").expect(200);

    assertThat(plain.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(plain.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(packed.header("Vary")).isEqualTo("Accept-Encoding");
    assertThat(Integer.parseInt(packed.header("Content-Length")))
        .isLessThan(Integer.parseInt(plain.header("Content-Length")));
  }

  @Test
  default void nothingPersonalIsKeptByTheBrowser() {
    assertThat(Visitor.guest(portal()).get("/api/jobs").header("Cache-Control"))
        .isEqualTo("no-store");
  }

  @Test
  default void itIsReadyWhenTheMarketIsReachedAndOfOurVersion() {
    Visitor.Answer ready = Visitor.stranger(portal()).get("/health/ready").expect(200);

    assertThat(ready.body()).contains("\"market\"", "\"schema_version\"");
  }

  @Test
  default void whatBuyersDoIsCounted() {
    Visitor buyer = Visitor.guest(portal());
    buyer.submit("true");
    String metrics = buyer.get("/metrics?scope=application").expect(200).body();

    assertThat(List.of(metrics.split("\n")))
        .anyMatch(line -> line.startsWith("jobs_submitted_total{"))
        .anyMatch(line -> line.startsWith("live_connections{"))
        .anyMatch(line -> line.startsWith("market_call_microseconds_count{call=\"submit\""));
  }
}
