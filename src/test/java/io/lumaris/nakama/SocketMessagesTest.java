package io.lumaris.nakama;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.nakama.NakamaException.Code;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketMessagesTest {

  private final Recorded recorded = new Recorded();

  @Test
  void aRequestIsOneEnvelopeWithThePayloadAsText() {
    String message = SocketMessages.rpc("7", "listen", "{\"label\":\"a\"}");
    assertThat(message)
        .isEqualTo(
            "{\"cid\":\"7\",\"rpc\":{\"id\":\"listen\",\"payload\":\"{\\\"label\\\":\\\"a\\\"}\"}}");
  }

  @Test
  void anAnswerIsFoundByItsNumber() {
    deliver("{\"cid\":\"7\", \"rpc\":{\"id\":\"listen\", \"payload\":\"{}\"}}");
    assertThat(recorded.heard).containsExactly("reply 7 {}");
  }

  @Test
  void aPongAndAnEmptyAnswerAreAnswers() {
    deliver("{\"cid\":\"8\",\"pong\":{}}");
    deliver("{\"cid\":\"9\"}");
    assertThat(recorded.heard).containsExactly("reply 8 ", "reply 9 ");
  }

  @Test
  void aPushHasItsStreamAndData() {
    deliver(
        "{\"stream_data\":{\"stream\":{\"mode\":102,\"subject\":\"s\"},\"data\":\"d\",\"reliable\":true}}");
    deliver("{\"stream_data\":{\"stream\":{\"mode\":101,\"label\":\"cpu\"}}}");
    assertThat(recorded.pushes)
        .containsExactly(new StreamData(102, "s", "", "d"), new StreamData(101, "", "cpu", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "7, job_not_found: No such job., FAILED_PRECONDITION, job_not_found, No such job.",
    "7, internal: Try again later., INTERNAL, internal, Try again later.",
    "7, TypeError: x at y, INTERNAL, internal, Nakama's module failed: see Nakama's log.",
    "6, RPC function not found, NOT_FOUND, rpc_not_found, RPC function not found",
    "3, RPC ID must be set, INVALID_ARGUMENT, invalid_argument, RPC ID must be set"
  })
  void aRefusalHasTheReasonOfItsMessage(
      int number, String message, Code code, String reason, String sentence) {
    deliver(
        "{\"cid\":\"3\",\"error\":{\"code\":%d,\"message\":\"%s\"}}".formatted(number, message));
    assertThat(recorded.errors)
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.code()).isEqualTo(code);
              assertThat(error.reason()).isEqualTo(reason);
              assertThat(error).hasMessage(sentence);
            });
    assertThat(recorded.heard).containsExactly("refusal 3");
  }

  @Test
  void anErrorWithoutANumberEndsTheConnection() {
    deliver("{\"error\":{\"code\":1,\"message\":\"Unrecognized message.\"}}");
    assertThat(recorded.heard).containsExactly("protocol error");
    assertThat(recorded.errors.get(0)).hasMessage("Unrecognized message.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "[]",
        "7",
        "{",
        "{\"stream_data\":{}}",
        "{\"stream_data\":7}",
        "{\"cid\":\"1\",\"rpc\":[]}",
        "{\"error\":\"x\"}"
      })
  void whatIsNoneOfNakamasMessagesEndsTheConnection(String garbage) {
    deliver(garbage);
    assertThat(recorded.heard).containsExactly("protocol error");
    assertThat(recorded.errors.get(0).reason()).isEqualTo(NakamaException.UNREADABLE_ANSWER);
  }

  @Test
  void otherMessagesOfNakamaAreIgnored() {
    deliver("{\"stream_presence_event\":{\"stream\":{\"mode\":100},\"joins\":[]}}");
    deliver("{\"notifications\":{\"notifications\":[]}}");
    assertThat(recorded.heard).isEmpty();
  }

  private void deliver(String text) {
    SocketMessages.deliver(text, recorded);
  }

  private static final class Recorded implements SocketMessages.Receiver {
    final List<String> heard = new ArrayList<>();
    final List<StreamData> pushes = new ArrayList<>();
    final List<NakamaException> errors = new ArrayList<>();

    @Override
    public void onReply(String cid, String payload) {
      heard.add("reply " + cid + " " + payload);
    }

    @Override
    public void onRefusal(String cid, NakamaException refusal) {
      heard.add("refusal " + cid);
      errors.add(refusal);
    }

    @Override
    public void onStreamData(StreamData data) {
      pushes.add(data);
    }

    @Override
    public void onProtocolError(NakamaException error) {
      heard.add("protocol error");
      errors.add(error);
    }
  }
}
