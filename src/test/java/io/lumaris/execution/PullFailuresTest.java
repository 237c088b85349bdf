package io.lumaris.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.job.ImageName;
import io.lumaris.job.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row is what an engine really says. */
final class PullFailuresTest {
  private static final ImageName ON_HUB = ImageName.of("nobody/nothing:1");
  private static final ImageName ELSEWHERE = ImageName.of("registry.example:5000/a/b:1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pull access denied for nobody/nothing, repository does not exist or may require 'docker"
            + " login': denied: requested access to the resource is denied",
        "manifest for nobody/nothing:1 not found: manifest unknown: manifest unknown",
        "repository registry.example:5000/a/b not found: name unknown",
        "Head \"https://registry.example:5000/v2/a/b/manifests/1\": unauthorized: authentication"
            + " required",
        "Get \"https://registry.example:5000/v2/a/b/manifests/1\": no basic auth credentials",
        "invalid reference format",
        "invalid reference format: repository name must be lowercase"
      })
  void whatTheRegistryDoesNotHaveIsTheBuyersMistake(String words) {
    for (ImageName image : new ImageName[] {ON_HUB, ELSEWHERE}) {
      AttemptFailure failure = PullFailures.of(image, words, true, null);

      assertThat(failure.reason()).isEqualTo(Reason.IMAGE_NOT_FOUND);
      assertThat(failure).hasMessageContaining(image.reference()).hasMessageEndingWith(".");
      assertThat(PullFailures.isAnswer(words)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "write /var/lib/docker/tmp/GetImageBlob1: no space left on device",
        "toomanyrequests: You have reached your pull rate limit.",
        "no matching manifest for linux/arm64/v8 in the manifest list entries",
        "filesystem layer verification failed for digest sha256:ab",
        "received unexpected HTTP status: 503 Service Unavailable",
        "no reason was given"
      })
  void whatOnlyThisSellerCannotFetchIsTriedElsewhere(String words) {
    assertThat(PullFailures.of(ON_HUB, words, false, null).reason())
        .isEqualTo(Reason.IMAGE_PULL_FAILED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dial tcp: lookup registry.example on 10.0.0.1:53: no such host",
        "dial tcp: lookup registry.example: Temporary failure in name resolution",
        "dial tcp 1.2.3.4:443: connect: connection refused",
        "dial tcp 1.2.3.4:443: connect: network is unreachable",
        "net/http: request canceled (Client.Timeout exceeded while awaiting headers)",
        "timeout, the registry did not answer within 8 s"
      })
  void anUnreachableDockerHubMeansNotFoundUntilItHasAnsweredOnce(String words) {
    assertThat(PullFailures.of(ON_HUB, words, false, null))
        .hasMessageContaining("is not on this seller's machine")
        .hasMessageContaining(words)
        .extracting(AttemptFailure::reason)
        .isEqualTo(Reason.IMAGE_NOT_FOUND);
    assertThat(PullFailures.of(ON_HUB, words, true, null).reason())
        .isEqualTo(Reason.IMAGE_PULL_FAILED);
    assertThat(PullFailures.isAnswer(words)).isFalse();
  }

  @Test
  void aRegistryWhoseNameDoesNotExistIsTheBuyersMistakeAndOneThatIsDownIsNot() {
    assertThat(reasonElsewhere("dial tcp: lookup registry.example: no such host"))
        .isEqualTo(Reason.IMAGE_NOT_FOUND);
    assertThat(reasonElsewhere("dial tcp 127.0.0.1:5000: connect: connection refused"))
        .isEqualTo(Reason.IMAGE_PULL_FAILED);
  }

  private static Reason reasonElsewhere(String words) {
    return PullFailures.of(ELSEWHERE, words, false, null).reason();
  }
}
