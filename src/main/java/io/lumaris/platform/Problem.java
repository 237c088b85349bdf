package io.lumaris.platform;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * One answer of {@code application/problem+json} (RFC 9457).
 *
 * @param status HTTP status
 * @param reason stable word for programs, in snake_case
 * @param detail sentence for a person
 * @param errors the fields at fault, empty when it is none
 * @param retryAfterS seconds after which the same request may succeed, 0 when it will not
 */
record Problem(int status, String reason, String detail, List<Field> errors, int retryAfterS) {
  static final String TYPE = "application/problem+json";

  /**
   * One field at fault.
   *
   * @param field its name as the client wrote it
   * @param detail what is wrong with it
   */
  record Field(String field, String detail) {}

  static Problem of(int status, String reason, String detail) {
    return new Problem(status, reason, detail, List.of(), 0);
  }

  static Problem ofFields(String reason, List<Field> errors) {
    Field first = errors.get(0);
    return new Problem(400, reason, first.field() + ": " + first.detail(), errors, 0);
  }

  static Problem ofField(String reason, String field, String detail) {
    return ofFields(reason, List.of(new Field(field, detail)));
  }

  Problem retryAfter(int seconds) {
    return new Problem(status, reason, detail, errors, seconds);
  }

  JsonObject json() {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("type", "about:blank")
            .add("title", title())
            .add("status", status)
            .add("reason", reason)
            .add("detail", detail);
    if (!errors.isEmpty()) {
      JsonArrayBuilder fields = Json.createArrayBuilder();
      errors.forEach(
          error ->
              fields.add(
                  Json.createObjectBuilder()
                      .add("field", error.field())
                      .add("detail", error.detail())));
      json.add("field", errors.get(0).field()).add("errors", fields);
    }
    return json.build();
  }

  private String title() {
    Response.Status known = Response.Status.fromStatusCode(status);
    return known == null ? "Error " + status : known.getReasonPhrase();
  }
}
