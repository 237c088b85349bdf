package io.lumaris.market;

import static io.lumaris.job.JobJson.jsonb;

import io.lumaris.nakama.NakamaException;
import io.lumaris.nakama.Retry;
import io.lumaris.nakama.SessionKeeper;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Calls of one account to the module: a value in, a value out, failures in the market's words.
 * Thread-safe.
 */
final class MarketRpc {
  private final SessionKeeper sessions;
  private final Retry retry;

  /**
   * @param patience how long a call that the market could not serve at the moment is repeated
   */
  MarketRpc(SessionKeeper sessions, Duration patience) {
    this.sessions = sessions;
    this.retry = Retry.within(patience);
  }

  <T> T call(String id, Object request, Class<T> answer) {
    return read(id, rpc(id, request), answer);
  }

  /** For an answer that is one field only and needs no record of its own. */
  <T> T field(String id, Object request, String field, Class<T> type) {
    JsonValue value = call(id, request, JsonObject.class).get(field);
    return read(id, String.valueOf(value), type);
  }

  /** A JSON object of the values that are there: the wire knows no null. */
  static Map<String, Object> fields(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] != null) {
        fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
      }
    }
    return fields;
  }

  private static <T> T read(String id, String text, Class<T> type) {
    try {
      return Objects.requireNonNull(jsonb().fromJson(text, type));
    } catch (JsonbException | NullPointerException e) {
      throw MarketFailures.unreadable(id, e);
    }
  }

  private String rpc(String id, Object request) {
    String payload = jsonb().toJson(request);
    try {
      return retry.call(() -> sessions.rpc(id, payload));
    } catch (NakamaException e) {
      throw MarketFailures.of(e);
    }
  }
}
