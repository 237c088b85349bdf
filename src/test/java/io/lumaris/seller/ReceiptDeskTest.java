package io.lumaris.seller;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.execution.Assignment;
import io.lumaris.job.Outcome;
import io.lumaris.job.Reason;
import io.lumaris.receipt.SellerKey;
import io.lumaris.receipt.Verifier;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the node signs, and when. */
class ReceiptDeskTest extends ReceiptDeskFixture {
  @Test
  void aReceiptSaysWhatTheMarketHasAndWhatOnlyTheNodeSaw() {
    Assignment attempt = run(desk, "hi\n");
    market.took(attempt.attemptId(), facts(attempt).add("cost", 7).build());
    desk.due(attempt.attemptId());
    time.settle();

    JsonObject claims = market.claims(attempt.attemptId());
    assertThat(claims.getInt("cost")).isEqualTo(7);
    assertThat(claims.getInt("run_ms")).isEqualTo(12);
    assertThat(claims.getJsonObject("stdout").getInt("bytes")).isEqualTo(3);
    assertThat(claims.getJsonObject("stdout").getString("sha256"))
        .isEqualTo("98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4");
    assertThat(claims.getJsonObject("stderr").getInt("bytes")).isZero();
    SellerKey known = new SellerKey(key.publicKey().kid(), null, key.publicKey(), null, null);
    Verifier verifier = new Verifier(List.of(known), Optional.empty(), Optional.empty());
    assertThat(verifier.verify(market.receipts.get(attempt.attemptId())).checks())
        .anyMatch(check -> check.sentence().startsWith("Every byte is as it was"));
    assertThat(files()).isEmpty();
  }

  @Test
  void whatBecomesDueMeanwhileGoesInOneCall() {
    for (int i = 0; i < 40; i++) {
      Assignment attempt = run(desk, "x");
      market.took(attempt.attemptId(), facts(attempt).build());
      desk.due(attempt.attemptId());
    }
    time.settle();

    assertThat(market.calls).containsExactly("register", "facts 32", "put 32", "facts 8", "put 8");
    assertThat(market.receipts).hasSize(40);
  }

  @Test
  void anAttemptThatIsNotOverIsAskedForLater() {
    Assignment attempt = run(desk, "x");
    market.refuses(attempt.attemptId(), "not_final");
    desk.due(attempt.attemptId());
    time.pass(Duration.ofSeconds(10));
    assertThat(market.calls).containsExactly("register", "facts 1");

    market.took(attempt.attemptId(), facts(attempt).build());
    time.pass(Duration.ofSeconds(30));
    assertThat(market.receipts).hasSize(1);
  }

  @Test
  void anAttemptThatWasLostIsForgotten() {
    Assignment attempt = run(desk, "x");
    market.refuses(attempt.attemptId(), "lease_lost");
    desk.due(attempt.attemptId());
    time.pass(Duration.ofHours(1));

    assertThat(market.calls).containsExactly("register", "facts 1");
    assertThat(files()).isEmpty();
  }

  @Test
  void nothingIsSignedThatTheNodeSawOtherwise() {
    for (String field : List.of("exit_code", "number", "run_ms", "spec_hash")) {
      Assignment attempt = run(desk, "x");
      market.took(attempt.attemptId(), facts(attempt).add(field, 99).build());
      desk.due(attempt.attemptId());
    }
    time.settle();

    assertThat(market.receipts).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void anEndWithoutAProgramHasAReceiptToo() {
    Assignment attempt = assignment();
    desk.claimed(attempt);
    desk.ended(
        attempt.attemptId(),
        Outcome.neverRan(Reason.IMAGE_PULL_FAILED, "no"),
        new OutputDigests(true));
    market.took(
        attempt.attemptId(),
        Json.createObjectBuilder()
            .add("attempt_id", attempt.attemptId().toString())
            .add("reason", "image_pull_failed")
            .build());
    desk.due(attempt.attemptId());
    time.settle();

    assertThat(market.claims(attempt.attemptId()).getString("reason"))
        .isEqualTo("image_pull_failed");
  }
}
