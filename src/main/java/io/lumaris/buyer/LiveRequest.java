package io.lumaris.buyer;

import io.lumaris.job.JobJson;
import io.lumaris.market.MarketException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import java.util.UUID;

/**
 * What a browser asks on {@code /live}.
 *
 * @param kind what to do
 * @param jobs with SUBSCRIBE: whether to tell of all jobs
 * @param jobId with WATCH and UNWATCH: the job
 * @param after with WATCH: the last sequence number that the browser has
 */
record LiveRequest(Kind kind, boolean jobs, UUID jobId, long after) {

  enum Kind {
    SUBSCRIBE,
    WATCH,
    UNWATCH,
    PING
  }

  /**
   * Reads a message.
   *
   * @throws MarketException with reason {@code invalid_request}, or {@code job_not_found} for an id
   *     that is none
   */
  static LiveRequest read(String text) {
    JsonObject json = object(text);
    String type = json.get("type") instanceof JsonString word ? word.getString() : "";
    return switch (type) {
      case "subscribe" -> new LiveRequest(Kind.SUBSCRIBE, wanted(json), null, 0);
      case "watch" -> new LiveRequest(Kind.WATCH, false, job(json), after(json));
      case "unwatch" -> new LiveRequest(Kind.UNWATCH, false, job(json), 0);
      case "ping" -> new LiveRequest(Kind.PING, false, null, 0);
      default -> throw wrong("type", "must be subscribe, watch, unwatch or ping");
    };
  }

  private static JsonObject object(String text) {
    try {
      JsonValue value = JobJson.jsonb().fromJson(text, JsonValue.class);
      if (value instanceof JsonObject object) {
        return object;
      }
    } catch (JsonbException e) {
      throw new MarketException("invalid_json", null, "A message must be JSON.", false, e);
    }
    throw new MarketException(
        "invalid_json", null, "A message must be a JSON object.", false, null);
  }

  private static boolean wanted(JsonObject json) {
    JsonValue jobs = json.getOrDefault("jobs", JsonValue.TRUE);
    if (jobs != JsonValue.TRUE && jobs != JsonValue.FALSE) {
      throw wrong("jobs", "must be true or false");
    }
    return jobs == JsonValue.TRUE;
  }

  private static UUID job(JsonObject json) {
    return Asked.job(json.get("job_id") instanceof JsonString id ? id.getString() : null);
  }

  private static long after(JsonObject json) {
    JsonValue after = json.get("after");
    if (after == null) {
      return 0;
    } else if (after instanceof JsonNumber number && number.isIntegral() && inRange(number)) {
      return number.longValue();
    }
    throw wrong("after", "must be the seq of a log chunk, or 0");
  }

  private static boolean inRange(JsonNumber number) {
    return number.bigIntegerValue().signum() >= 0 && number.bigIntegerValue().bitLength() < 54;
  }

  private static MarketException wrong(String field, String sentence) {
    return new MarketException("invalid_request", null, field + ": " + sentence, false, null);
  }
}
