package io.lumaris.nakama;

import io.lumaris.nakama.NakamaException.Code;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** The envelopes on Nakama's WebSocket: one JSON object per text message. */
final class SocketMessages {

  private static final int BAD_INPUT = 3;
  private static final int FUNCTION_NOT_FOUND = 6;
  private static final int FUNCTION_EXCEPTION = 7;

  private SocketMessages() {}

  /** What a message can be for. */
  interface Receiver {
    void onReply(String cid, String payload);

    void onRefusal(String cid, NakamaException refusal);

    void onStreamData(StreamData data);

    /** An error that answers no request; the server closes the socket after it. */
    void onProtocolError(NakamaException error);
  }

  static String rpc(String cid, String id, String payload) {
    return envelope(cid, "rpc", object().add("id", id).add("payload", payload));
  }

  static String ping(String cid) {
    return envelope(cid, "ping", object());
  }

  /** Hands a message to the one method of {@code receiver} that it is for; others are ignored. */
  static void deliver(String text, Receiver receiver) {
    try {
      deliver(Json.object(text), receiver);
    } catch (JsonException | ClassCastException | NullPointerException e) {
      // JSON-P tells a missing or wrongly typed member by the latter two.
      receiver.onProtocolError(
          new NakamaException(
              Code.DATA_LOSS,
              NakamaException.UNREADABLE_ANSWER,
              "A message on the socket is not one of Nakama's.",
              e));
    }
  }

  private static void deliver(JsonObject message, Receiver receiver) {
    String cid = message.getString("cid", "");
    if (message.containsKey("stream_data")) {
      receiver.onStreamData(streamData(message.getJsonObject("stream_data")));
    } else if (message.containsKey("error")) {
      NakamaException error = error(message.getJsonObject("error"));
      if (cid.isEmpty()) {
        receiver.onProtocolError(error);
      } else {
        receiver.onRefusal(cid, error);
      }
    } else if (!cid.isEmpty()) {
      JsonObject rpc = message.getJsonObject("rpc");
      receiver.onReply(cid, rpc == null ? "" : rpc.getString("payload", ""));
    }
  }

  private static StreamData streamData(JsonObject message) {
    JsonObject stream = message.getJsonObject("stream");
    return new StreamData(
        stream.getInt("mode", 0),
        stream.getString("subject", ""),
        stream.getString("label", ""),
        message.getString("data", ""));
  }

  /** The socket loses the module's code: only the reason in the message tells what was wrong. */
  private static NakamaException error(JsonObject error) {
    String message = error.getString("message", "");
    return switch (error.getInt("code", 0)) {
      case BAD_INPUT -> NakamaException.of(Code.INVALID_ARGUMENT, message);
      case FUNCTION_NOT_FOUND ->
          new NakamaException(Code.NOT_FOUND, NakamaException.RPC_NOT_FOUND, message);
      case FUNCTION_EXCEPTION -> moduleError(NakamaException.of(Code.FAILED_PRECONDITION, message));
      default -> NakamaException.of(Code.INTERNAL, message);
    };
  }

  private static NakamaException moduleError(NakamaException error) {
    // Without a reason of its own the module did not refuse, it broke; so does "internal".
    return switch (error.reason()) {
      case "failed_precondition" -> NakamaException.moduleFailed();
      case "internal" -> new NakamaException(Code.INTERNAL, error.reason(), error.getMessage());
      default -> error;
    };
  }

  private static String envelope(String cid, String name, JsonObjectBuilder content) {
    return object().add("cid", cid).add(name, content).build().toString();
  }

  private static JsonObjectBuilder object() {
    return Json.provider().createObjectBuilder();
  }
}
