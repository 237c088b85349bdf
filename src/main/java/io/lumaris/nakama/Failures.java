package io.lumaris.nakama;

import static java.util.Map.entry;

import io.lumaris.nakama.NakamaException.Code;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Turns what went wrong with a call into a typed exception with a sentence that helps. */
final class Failures {

  private record Refusal(String reason, String sentence) {}

  private static final Refusal WRONG_KEY =
      new Refusal(
          NakamaException.WRONG_SERVER_KEY,
          "Nakama at {server} refuses the server key: give the one it was started with"
              + " (socket.server_key).");
  private static final Refusal SESSION_REFUSED =
      new Refusal(NakamaException.INVALID_SESSION, "The session is not valid: sign in again.");

  private static final String JSON_STARTS = "{[\"-0123456789tfn";

  /** Nakama's own messages, which have no reason in front. */
  private static final Map<String, Refusal> KNOWN =
      Map.ofEntries(
          entry("Server key invalid", WRONG_KEY),
          entry("Server key required", WRONG_KEY),
          entry("Auth token invalid", SESSION_REFUSED),
          entry("Auth token required", SESSION_REFUSED),
          entry("Refresh token invalid or expired.", SESSION_REFUSED),
          entry(
              "Invalid credentials.",
              new Refusal(NakamaException.WRONG_CREDENTIALS, "The password is wrong.")),
          entry(
              "User account not found.",
              new Refusal(NakamaException.ACCOUNT_NOT_FOUND, "There is no such account.")),
          entry(
              "Username is already in use.",
              new Refusal(NakamaException.USERNAME_TAKEN, "This user name is taken.")),
          entry(
              "Email is already in use.",
              new Refusal(NakamaException.EMAIL_TAKEN, "Another account has this e-mail address.")),
          entry(
              "RPC function not found",
              new Refusal(
                  NakamaException.RPC_NOT_FOUND,
                  "Nakama at {server} has no such function: does it run with our module?")));

  private final NakamaSettings settings;

  Failures(NakamaSettings settings) {
    this.settings = settings;
  }

  /** Passes on the body of a successful answer; one that cannot be JSON is not Nakama's. */
  String json(String body) {
    String text = body == null ? "" : body.stripLeading();
    if (text.isEmpty() || JSON_STARTS.indexOf(text.charAt(0)) < 0) {
      throw new NakamaException(
          Code.DATA_LOSS,
          NakamaException.UNREADABLE_ANSWER,
          settings.baseUri() + " answered with something that is not JSON: is it Nakama?");
    }
    return body;
  }

  /** The failure that an answer with an error status tells. */
  NakamaException refused(int status, String body) {
    try {
      JsonObject error = Json.object(body);
      if (error.get("code") instanceof JsonNumber number && number.intValue() > 0) {
        return told(Code.ofNumber(number.intValue()), error.getString("message", ""));
      }
    } catch (JsonException e) {
      // Not from Nakama but from something before it: its status must do.
    }
    Code code = Code.ofHttpStatus(status);
    String sentence = settings.baseUri() + " answered with HTTP status " + status;
    return code == Code.DATA_LOSS
        ? new NakamaException(code, NakamaException.UNREADABLE_ANSWER, sentence + ": is it Nakama?")
        : NakamaException.of(code, sentence + ".");
  }

  /** The failure of a call that got no answer. */
  NakamaException broken(Throwable failure) {
    if (find(failure, NakamaException.class).isPresent()) {
      return find(failure, NakamaException.class).get();
    }
    if (find(failure, InterruptedException.class).isPresent()) {
      Thread.currentThread().interrupt();
      return new NakamaException(
          Code.CANCELLED, NakamaException.INTERRUPTED, "Waiting for Nakama was interrupted.");
    }
    if (find(failure, UnknownHostException.class).isPresent()
        || find(failure, UnresolvedAddressException.class).isPresent()) {
      return unavailable(
          NakamaException.UNKNOWN_HOST,
          "The host name in " + settings.baseUri() + " is not known: check the server's address.",
          failure);
    }
    if (neverConnected(failure)) {
      return unavailable(
          NakamaException.UNREACHABLE,
          "Nakama does not answer at " + settings.baseUri() + ": is it running?",
          failure);
    }
    if (timedOut(failure)) {
      return timeout(settings.callTimeout(), failure);
    }
    return unavailable(
        NakamaException.CONNECTION_LOST,
        "The connection to Nakama at " + settings.baseUri() + " broke.",
        failure);
  }

  NakamaException timeout(Duration waited, Throwable cause) {
    return new NakamaException(
        Code.DEADLINE_EXCEEDED,
        NakamaException.TIMEOUT,
        "Nakama at " + settings.baseUri() + " gave no answer within " + waited.toMillis() + " ms.",
        cause);
  }

  /** Nakama words its own refusals for programmers; a person needs to know what to do. */
  private NakamaException told(Code code, String message) {
    Refusal known = KNOWN.get(message);
    if (known != null) {
      String sentence = known.sentence().replace("{server}", settings.baseUri().toString());
      return new NakamaException(code, known.reason(), sentence);
    }
    NakamaException told = NakamaException.of(code, message);
    // A reason that is only the code's name: nobody worded this for a person.
    return told.reason().equals("internal") && told.getMessage().equals(message)
        ? NakamaException.moduleFailed()
        : told;
  }

  private static NakamaException unavailable(String reason, String sentence, Throwable cause) {
    return new NakamaException(Code.UNAVAILABLE, reason, sentence, cause);
  }

  private static boolean neverConnected(Throwable failure) {
    return find(failure, ConnectException.class).isPresent()
        || find(failure, NoRouteToHostException.class).isPresent()
        || find(failure, HttpConnectTimeoutException.class).isPresent()
        || find(failure, SocketTimeoutException.class)
            .filter(
                e -> String.valueOf(e.getMessage()).startsWith("Connect")) // else: "Read timed out"
            .isPresent();
  }

  private static boolean timedOut(Throwable failure) {
    return find(failure, SocketTimeoutException.class).isPresent()
        || find(failure, HttpTimeoutException.class).isPresent()
        || find(failure, TimeoutException.class).isPresent();
  }

  private static <E extends Throwable> Optional<E> find(Throwable failure, Class<E> type) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return Optional.of(type.cast(at));
      }
    }
    return Optional.empty();
  }
}
