package io.lumaris.platform;

import io.lumaris.market.MarketException;
import io.lumaris.nakama.NakamaException;
import io.lumaris.payment.PaymentException;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParsingException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.WebApplicationException;
import java.util.Map;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;

/** Which problem an exception is for the client. */
final class Problems {
  private static final int SOON_S = 2;
  private static final String INTERNAL = "Something went wrong in the portal; it has been logged.";

  private static final Map<String, Integer> STATUS_OF_REASON =
      Map.ofEntries(
          Map.entry("invalid_job", 400),
          Map.entry("invalid_request", 400),
          Map.entry("not_signed_in", 401),
          Map.entry("insufficient_funds", 402),
          Map.entry("not_allowed", 403),
          Map.entry("image_not_allowed", 403),
          Map.entry("job_not_found", 404),
          Map.entry("seller_not_found", 404),
          Map.entry("not_paid", 409),
          Map.entry("auction_closed", 409),
          Map.entry("bid_not_found", 404),
          Map.entry("receipt_not_found", 404),
          Map.entry("not_final", 409),
          Map.entry("token_conflict", 409),
          Map.entry("already_linked", 409),
          Map.entry("too_many_jobs", 429),
          Map.entry("wrong_signature", 400),
          Map.entry("payments_off", 404),
          Map.entry("payment_not_found", 404),
          Map.entry("payment_conflict", 409),
          Map.entry("payout_decided", 409),
          Map.entry("setting_not_found", 404),
          Map.entry("rule_not_found", 404),
          Map.entry("too_many_rules", 409), // unlike too_many_jobs it does not pass by waiting
          Map.entry("settings_not_kept", 503),
          Map.entry("payments_unavailable", 503));

  private static final Map<Integer, String> REASON_OF_STATUS =
      Map.of(
          400, "invalid_request",
          401, "not_signed_in",
          403, "not_allowed",
          404, "not_found",
          405, "method_not_allowed",
          406, "not_acceptable",
          413, "too_large",
          415, "unsupported_media_type");

  private static final Map<Integer, String> SENTENCE_OF_STATUS =
      Map.of(
          400, "The request cannot be understood: see /openapi for what this address takes.",
          401,
              "You are not signed in: POST /api/session first, or send Authorization: Bearer with a"
                  + " session token.",
          404, "There is nothing at this address.",
          405, "This address does not know that method: see /openapi.",
          406, "This address cannot answer with what the header Accept asks for: see /openapi.",
          413, "The request is larger than 256 KiB.",
          415, "Send JSON, with the header Content-Type: application/json.");

  private Problems() {}

  /** The problem that an exception is; 500 without any detail for one that nobody foresaw. */
  static Problem of(Throwable failure) {
    if (failure instanceof ProblemException e) {
      return e.problem();
    } else if (failure instanceof MarketException e) {
      return ofMarket(e);
    } else if (failure instanceof PaymentException e) {
      return ofPayment(e);
    } else if (failure instanceof NakamaException e) {
      return ofNakama(e);
    } else if (failure instanceof ConstraintViolationException e) {
      return Violations.problem(e);
    } else if (failure instanceof BulkheadException) {
      return Problem.of(429, "too_many_requests", "Too many are at this right now: try again.")
          .retryAfter(SOON_S);
    } else if (failure instanceof WebApplicationException e) {
      return ofWeb(e);
    }
    return Problem.of(500, "internal", INTERNAL);
  }

  /** The problem of a body that is not JSON, with the place where it stops being so. */
  static Problem ofJson(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof JsonParsingException e && e.getLocation() != null) {
        JsonLocation place = e.getLocation();
        return Problem.of(
            400,
            "invalid_json",
            "The body is not JSON: look at line %d, column %d."
                .formatted(place.getLineNumber(), place.getColumnNumber()));
      }
    }
    return Problem.of(400, "invalid_json", "The body is not the JSON that this address takes.");
  }

  private static Problem ofMarket(MarketException e) {
    if (e.field() != null) {
      return Problem.ofField(e.reason(), e.field(), e.getMessage());
    }
    Integer status = STATUS_OF_REASON.get(e.reason());
    return status == null ? unavailable() : known(status, e.reason(), e.getMessage());
  }

  private static Problem ofPayment(PaymentException e) {
    return e.field() == null
        ? known(STATUS_OF_REASON.get(e.reason()), e.reason(), e.getMessage())
        : Problem.ofField(e.reason(), e.field(), e.getMessage());
  }

  private static Problem ofNakama(NakamaException e) {
    Integer status = STATUS_OF_REASON.get(e.reason());
    if (status != null) {
      return known(status, e.reason(), e.getMessage());
    }
    return switch (e.code()) {
      case INVALID_ARGUMENT -> Problem.of(400, "invalid_request", e.getMessage());
      case ALREADY_EXISTS ->
          Problem.of(409, "email_taken", "This e-mail address belongs to another account.");
      case NOT_FOUND -> wrongCredentials();
      case UNAUTHENTICATED ->
          switch (e.reason()) {
            case NakamaException.WRONG_SERVER_KEY -> unavailable();
            case NakamaException.WRONG_CREDENTIALS -> wrongCredentials();
            default -> notSignedIn();
          };
      case PERMISSION_DENIED -> Problem.of(403, "not_allowed", "This account is not allowed to.");
      default -> unavailable();
    };
  }

  private static Problem ofWeb(WebApplicationException e) {
    Problem problem = ofStatus(e.getResponse().getStatus());
    return e instanceof ForbiddenException
        ? Problem.of(problem.status(), problem.reason(), e.getMessage())
        : problem;
  }

  /** The problem of a refusal of which only the status is known. */
  static Problem ofStatus(int status) {
    return Problem.of(
        status,
        REASON_OF_STATUS.getOrDefault(status, status < 500 ? "refused" : "internal"),
        SENTENCE_OF_STATUS.getOrDefault(
            status, status < 500 ? "The request was refused: see /openapi." : INTERNAL));
  }

  private static Problem known(int status, String reason, String sentence) {
    if (status == 401) {
      return notSignedIn();
    }
    Problem problem = Problem.of(status, reason, sentence);
    return status == 429 || status == 503 ? problem.retryAfter(SOON_S) : problem;
  }

  private static Problem notSignedIn() {
    return Problem.of(401, "not_signed_in", "Your session is over: POST /api/session again.");
  }

  private static Problem wrongCredentials() {
    return Problem.of(
        401, "wrong_credentials", "No account has this e-mail address and this password.");
  }

  private static Problem unavailable() {
    return Problem.of(
            503, "market_unavailable", "The market cannot be reached right now: try again soon.")
        .retryAfter(SOON_S);
  }
}
