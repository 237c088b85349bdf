package io.lumaris.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRulesTest {
  @ParameterizedTest
  @CsvFileSource(resources = "/image-rules.csv", delimiter = '|')
  void anImageIsRefusedByTheSameRuleAsAtTheMarket(
      String image, String allow, String deny, String rule) {
    ImageRules rules = new ImageRules(list(allow), list(deny));
    assertThat(rules.against(image, null).orElse("none")).isEqualTo(rule);
  }

  @ParameterizedTest
  @CsvSource({
    "busybox:1.36, docker.io/library/busybox@sha256:aa, deny docker.io/library/busybox@sha256:aa",
    "busybox:1.36, *@sha256:aa, deny *@sha256:aa",
    "busybox:1.36, *@sha256:bb, none",
    "x/busybox, docker.io/library/*@sha256:aa, none"
  })
  void onceTheDigestIsKnownItIsLookedAt(String image, String pattern, String rule) {
    ImageRules rules = new ImageRules(null, List.of(pattern));
    assertThat(rules.against(image, "sha256:aa").orElse("none")).isEqualTo(rule);
  }

  @Test
  void whatIsAllowedByItsDigestIsRefusedUnderAnother() {
    ImageRules rules = new ImageRules(List.of("*@sha256:aa"), null);
    assertThat(rules.against("busybox", null)).isEmpty();
    assertThat(rules.against("busybox", "sha256:aa")).isEmpty();
    assertThat(rules.against("busybox", "sha256:bb")).contains("allow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "*busybox*",
        "docker.io/library/busybox:1",
        "localhost/x",
        "a:5000/*",
        "*@sha256:0f"
      })
  void theseMayMatchAName(String pattern) {
    assertThat(ImageRules.PATTERN.matcher(pattern).matches()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"busybox", "busybox:*", "library/busybox", "*busy box", "", "/x"})
  void theseFitNoWholeName(String pattern) {
    assertThat(ImageRules.PATTERN.matcher(pattern).matches()).isFalse();
  }

  private static List<String> list(String pattern) {
    return pattern == null ? null : List.of(pattern);
  }
}
