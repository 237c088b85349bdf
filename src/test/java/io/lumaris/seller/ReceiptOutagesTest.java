package io.lumaris.seller;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.execution.Assignment;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the node owes when the market was away, or it was killed itself. */
class ReceiptOutagesTest extends ReceiptDeskFixture {
  @Test
  void aMarketThatIsAwayIsTriedAgainUntilItIsBack() {
    market.failWith("market_unavailable");
    Assignment attempt = run(desk, "x");
    desk.due(attempt.attemptId());
    time.pass(Duration.ofMinutes(1));
    assertThat(market.calls).hasSizeBetween(10, 40).containsOnly("register");

    market.failWith(null);
    market.took(attempt.attemptId(), facts(attempt).build());
    time.pass(Duration.ofSeconds(6));
    assertThat(market.receipts).containsKey(attempt.attemptId());
  }

  @Test
  void aNodeThatWasKilledBeforeItSignedSignsWhenItIsBack() throws IOException {
    Assignment attempt = run(desk, "hi\n");
    assertThat(files()).singleElement().asString().endsWith(attempt.attemptId() + ".json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .startsWith("rwx");
    market.took(attempt.attemptId(), facts(attempt).build());

    desk().resume();
    time.settle();
    assertThat(market.claims(attempt.attemptId()).getJsonObject("stdout").getInt("bytes"))
        .isEqualTo(3);
    assertThat(files()).isEmpty();
  }

  @Test
  void ofAProgramThatOutlivedItsNodeTheHashesAreLeftOut() {
    Assignment attempt = assignment();
    desk.claimed(attempt);
    ReceiptDesk next = desk();
    next.resume();
    market.refuses(attempt.attemptId(), "not_final");
    time.settle();
    next.ended(attempt.attemptId(), DONE, new OutputDigests(false));
    market.took(attempt.attemptId(), facts(attempt).build());
    next.due(attempt.attemptId());
    time.settle();

    JsonObject claims = market.claims(attempt.attemptId());
    assertThat(claims).doesNotContainKeys("stdout", "stderr");
    assertThat(claims.getString("spec_hash")).startsWith("sha256:");
  }

  @Test
  void aMarketThatForgotTheKeyIsToldItAgain() {
    Assignment first = run(desk, "x");
    market.took(first.attemptId(), facts(first).build());
    desk.due(first.attemptId());
    time.settle();
    market.forgetKey();
    Assignment second = run(desk, "y");
    market.took(second.attemptId(), facts(second).build());
    desk.due(second.attemptId());
    time.pass(Duration.ofSeconds(2));

    assertThat(market.receipts).hasSize(2);
    assertThat(market.calls).filteredOn("register"::equals).hasSize(2);
  }

  @Test
  void aNodeWhoseKeyWasReplacedWaitsAnHour() {
    market.failWith("key_ended");
    Assignment attempt = run(desk, "x");
    desk.due(attempt.attemptId());
    time.pass(Duration.ofMinutes(59));
    assertThat(market.calls).hasSize(1);

    time.pass(Duration.ofMinutes(2));
    assertThat(market.calls).hasSize(2);
    assertThat(files()).hasSize(1);
  }

  @Test
  void draftsOfLastWeekAndFilesThatAreNoneAreRemoved() throws IOException {
    run(desk, "x");
    Files.writeString(folder.resolve(UUID.randomUUID() + ".json"), "{}");
    Files.writeString(folder.resolve("half.new"), "{\"ended\":");
    time.pass(Duration.ofDays(8));
    desk().resume();

    assertThat(files()).isEmpty();
  }

  @Test
  void whoCannotWriteFilesSignsAllTheSame() {
    Path notAFolder = folder.resolve("file");
    desk = new ReceiptDesk(market, key, new ReceiptDrafts(notAFolder.resolve("x")), time);
    write(notAFolder);
    Assignment attempt = run(desk, "x");
    market.took(attempt.attemptId(), facts(attempt).build());
    desk.due(attempt.attemptId());
    time.settle();

    assertThat(market.receipts).hasSize(1);
  }

  private static void write(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
