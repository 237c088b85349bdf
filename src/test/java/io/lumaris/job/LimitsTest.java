package io.lumaris.job;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

  @Test
  void aSpecWithOnlyAnImageAndACommandIsFine() {
    assertThat(Limits.problems(JobSpec.shell("lumaris/busybox", "true"))).isEmpty();
  }

  @Test
  void everyBrokenFieldIsNamedWithWhatIsAllowed() {
    JobSpec spec =
        JobSpec.image("Not An Image")
            .command("a")
            .args(List.of("b"))
            .env(Map.of("1X", "y"))
            .cpus(0.0)
            .memoryMb(1)
            .timeoutS(0)
            .maxAttempts(11)
            .build();

    assertThat(Limits.problems(spec))
        .extracting(Limits.Problem::field)
        .containsExactly(
            "image", "env.1X", "cpus", "memory_mb", "timeout_s", "max_attempts", "args");
    assertThat(Limits.problems(spec))
        .extracting(Limits.Problem::sentence)
        .contains("must be between 16 and 262144, you sent 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x@sha256:zz",
        "x@sha512:aa",
        "a..b",
        "a/",
        "a//b",
        "a:",
        "a:-b",
        "a/B",
        "a___b",
        "-a",
        "h..x/a",
        "a@b:c"
      })
  void aNameThatNoEngineCanReadIsNoImage(String image) {
    assertThat(Limits.problems(JobSpec.shell(image, "true")))
        .extracting(Limits.Problem::field)
        .containsExactly("image");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a_b/c__d-e.f--g:V1.2_x-y",
        "localhost/a",
        "127.0.0.1:5000/a/b/c:2",
        "registry-1.docker.io/library/busybox",
        "ghcr.io/a/b:1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      })
  void aNameThatAnEngineCanReadIsAnImage(String image) {
    assertThat(Limits.problems(JobSpec.shell(image, "true"))).isEmpty();
  }

  @Test
  void aMissingImageIsAskedFor() {
    assertThat(Limits.problems(JobSpec.shell(null, "true")))
        .extracting(Limits.Problem::field)
        .containsExactly("image");
  }

  @Test
  void unknownFieldsAndValuesOfAnotherTypeAreNamed() {
    assertThat(
            problems(
                """
                {"image":"a","command":5,"memory":64,"client_token":"k","cpus":"1","memory_mb":64.5,
                 "args":["a",1],"env":{"A":1},"labels":[],"retry_on_exit_code":"yes","timeout_s":null}"""))
        .containsExactly(
            "memory: is no field of a job; there are image, command, args, env, labels, cpus,"
                + " memory_mb, timeout_s, queue_timeout_s, max_attempts, priority,"
                + " retry_on_exit_code, budget, prefer, sellers, block_sellers, verify, auction_s,"
                + " auction_pick, auction_price, auction_no_bids",
            "client_token: is no field of the job: it goes beside it",
            "command: must be a string, you sent 5",
            "args: must be a list of strings, you sent a list",
            "env.A: must be a string: put it in quotes",
            "labels: must be an object of strings, you sent a list",
            "cpus: must be a number, you sent \"1\"",
            "memory_mb: must be a whole number, you sent 64.5",
            "timeout_s: must be a whole number, you sent null",
            "retry_on_exit_code: must be true or false, you sent \"yes\"",
            "args: give command or args, not both");
  }

  @Test
  void aNumberTooBigForAnyFieldIsOutOfBounds() {
    assertThat(problems("{\"image\":\"a\",\"memory_mb\":99999999999999999999}"))
        .containsExactly("memory_mb: must be between 16 and 262144, you sent 99999999999999999999");
  }

  private static List<String> problems(String json) {
    return Limits.problems(Json.createReader(new StringReader(json)).readObject()).stream()
        .map(problem -> problem.field() + ": " + problem.sentence())
        .toList();
  }
}
