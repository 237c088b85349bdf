package io.lumaris.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.job.ImageRules;
import io.lumaris.job.Outcome;
import io.lumaris.job.Reason;
import io.lumaris.testing.RecordingListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the market's rules and the seller's own keep from being fetched, and from being run. */
final class ImagePolicyIT {
  private static Attempts attempts;
  private final RecordingListener listener = new RecordingListener();

  @BeforeAll
  static void open() {
    attempts = new Attempts();
  }

  @AfterAll
  static void close() {
    attempts.close();
  }

  @Test
  void whatTheMarketDeniesByItsNameIsNotFetched() {
    Outcome end =
        run("registry.invalid/miner:1", new ImagePolicy(deny("*miner*"), ImageRules.NONE));
    assertThat(end.reason()).isEqualTo(Reason.IMAGE_NOT_ALLOWED);
    assertThat(end.detail()).isEqualTo("The rule \"deny *miner*\" of this market refuses it.");
    assertThat(listener.events()).isEmpty();
  }

  @Test
  void whatTheSellerDeniesAnotherMayRun() {
    Outcome end =
        run("registry.invalid/miner:1", new ImagePolicy(ImageRules.NONE, deny("*miner*")));
    assertThat(end.reason()).isEqualTo(Reason.SELLER_REFUSED);
    assertThat(end.detail()).isEqualTo("The rule \"deny *miner*\" of this seller refuses it.");
    assertThat(listener.events()).isEmpty();
  }

  @Test
  void aNameIsNeverTakenForTheFirstCharactersOfAnImagesId() {
    String id = TestEngine.client().inspectImageCmd(TestEngine.busybox()).exec().getId();
    ImageRules library = new ImageRules(List.of("docker.io/library/*"), List.of("*busybox*"));

    Outcome end =
        run(id.substring(0, "sha256:".length() + 12), new ImagePolicy(library, ImageRules.NONE));

    assertThat(end.succeeded()).as("%s", end).isFalse();
    assertThat(listener.isStarted()).isFalse();
  }

  @Test
  void aDigestIsLookedAtBeforeItRuns() {
    String digest = TestEngine.client().inspectImageCmd(TestEngine.busybox()).exec().getId();
    ImageRules rules = deny("*@" + digest);
    Outcome end = run(TestEngine.busybox(), new ImagePolicy(rules, ImageRules.NONE));
    assertThat(end.reason()).isEqualTo(Reason.IMAGE_NOT_ALLOWED);
    assertThat(end.detail())
        .isEqualTo(
            "The rule \"deny *@%s\" of this market refuses it, whose digest is %s."
                .formatted(digest, digest));
    assertThat(listener.events()).isEmpty();
  }

  @Test
  void whatIsAllowedByItsDigestRuns() {
    String digest = TestEngine.client().inspectImageCmd(TestEngine.busybox()).exec().getId();
    ImageRules thisOne = new ImageRules(List.of("*@" + digest), List.of());
    assertThat(run(TestEngine.busybox(), new ImagePolicy(thisOne, ImageRules.NONE)).imageDigest())
        .isEqualTo(digest);

    ImageRules another = new ImageRules(List.of("*@sha256:" + "ab".repeat(32)), List.of());
    Outcome end = run(TestEngine.busybox(), new ImagePolicy(another, ImageRules.NONE));
    assertThat(end.detail())
        .isEqualTo("No rule of this market allows it, whose digest is " + digest + ".");
  }

  private static ImageRules deny(String pattern) {
    return new ImageRules(List.of(), List.of(pattern));
  }

  private Outcome run(String image, ImagePolicy policy) {
    return ExecutorFixture.end(
        attempts
            .executor()
            .start(
                new Assignment(
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    1,
                    UUID.randomUUID(),
                    Attempts.spec(image, "true", null),
                    Duration.ofSeconds(50),
                    Instant.now().plusSeconds(300),
                    policy),
                listener));
  }
}
