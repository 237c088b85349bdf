package io.lumaris.buyer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumaris.market.MarketException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveRequestTest {
  private static final String ID = "00000000-0000-4000-8000-000000000001";

  @Test
  void everyMessageOfTheWireIsUnderstood() {
    UUID job = UUID.fromString(ID);

    assertThat(LiveRequest.read("{\"type\":\"subscribe\",\"jobs\":true}"))
        .isEqualTo(new LiveRequest(LiveRequest.Kind.SUBSCRIBE, true, null, 0));
    assertThat(LiveRequest.read("{\"type\":\"subscribe\",\"jobs\":false}").jobs()).isFalse();
    assertThat(LiveRequest.read("{\"type\":\"watch\",\"job_id\":\"" + ID + "\",\"after\":7}"))
        .isEqualTo(new LiveRequest(LiveRequest.Kind.WATCH, false, job, 7));
    assertThat(LiveRequest.read("{\"type\":\"unwatch\",\"job_id\":\"" + ID + "\"}"))
        .isEqualTo(new LiveRequest(LiveRequest.Kind.UNWATCH, false, job, 0));
    assertThat(LiveRequest.read("{\"type\":\"ping\"}").kind()).isEqualTo(LiveRequest.Kind.PING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "null",
        "\"ping\"",
        "{}",
        "{\"type\":5}",
        "{\"type\":\"drop\"}",
        "{\"type\":\"subscribe\",\"jobs\":1}",
        "{\"type\":\"watch\"}",
        "{\"type\":\"watch\",\"job_id\":5}",
        "{\"type\":\"watch\",\"job_id\":\"1-1-1-1-1\"}",
        "{\"type\":\"watch\",\"job_id\":\"00000000-0000-4000-8000-000000000001\",\"after\":-1}",
        "{\"type\":\"watch\",\"job_id\":\"00000000-0000-4000-8000-000000000001\",\"after\":1.5}",
        "{\"type\":\"watch\",\"job_id\":\"00000000-0000-4000-8000-000000000001\",\"after\":1e99}",
        "{\"type\":\"watch\",\"job_id\":\"00000000-0000-4000-8000-000000000001\",\"after\":\"1\"}"
      })
  void anythingElseIsRefusedWithASentence(String text) {
    assertThatThrownBy(() -> LiveRequest.read(text))
        .isInstanceOfSatisfying(
            MarketException.class,
            refusal ->
                assertThat(refusal.reason())
                    .isIn("invalid_request", "invalid_json", "job_not_found"))
        .message()
        .isNotBlank();
  }
}
