package io.lumaris.nakama;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What Nakama knows about the signed-in account.
 *
 * @param userId the account's id, a UUID
 * @param username the account's unique name
 * @param email the address it can sign in with; empty for a guest
 * @param createTime when it was made, by the server's clock
 */
public record NakamaAccount(
    String userId, String username, Optional<String> email, Instant createTime) {

  static NakamaAccount of(JsonObject answer) {
    try {
      JsonObject user = answer.getJsonObject("user");
      return new NakamaAccount(
          user.getString("id"),
          user.getString("username"),
          Optional.ofNullable(answer.getString("email", null)),
          Instant.parse(user.getString("create_time")));
    } catch (NullPointerException | ClassCastException | DateTimeParseException e) {
      // JSON-P tells a missing or wrongly typed member by the first two.
      throw Json.unreadable("Nakama's answer holds no account.", e);
    }
  }

  /** Without the e-mail address, which belongs in no log. */
  @Override
  public String toString() {
    return "NakamaAccount[" + userId + ", " + username + "]";
  }
}
