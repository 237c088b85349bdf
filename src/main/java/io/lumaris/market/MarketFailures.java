package io.lumaris.market;

import io.lumaris.nakama.NakamaException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in the market's words what Nakama could not do. */
final class MarketFailures {
  static final String UNAVAILABLE = "market_unavailable";
  static final String NOT_SIGNED_IN = "not_signed_in";

  /** Reasons whose sentence begins with the field at fault. */
  private static final Set<String> ABOUT_FIELDS = Set.of("invalid_job", "invalid_request");

  // A key of env or labels is the buyer's own text and may hold anything but a line break.
  private static final Pattern FIELD_AND_SENTENCE =
      Pattern.compile("([a-z][a-z0-9_]*(?:\\.[^:\\n]*)?): (.+)", Pattern.DOTALL);

  private MarketFailures() {}

  static MarketException of(NakamaException e) {
    return switch (e.code()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, UNKNOWN, DATA_LOSS -> unavailable(e);
      case UNAUTHENTICATED ->
          e.reason().equals(NakamaException.WRONG_SERVER_KEY)
              ? refusal(e)
              : new MarketException(NOT_SIGNED_IN, null, e.getMessage(), false, e);
      case NOT_FOUND, UNIMPLEMENTED -> isNoModule(e) ? noModule(e) : refusal(e);
      default -> refusal(e);
    };
  }

  /** Of one report among several: the call itself succeeded. */
  static MarketException refusal(int code, String message) {
    return refusal(NakamaException.told(code, message));
  }

  static MarketException unreadable(String rpc, Exception cause) {
    return new MarketException(
        UNAVAILABLE,
        null,
        "The market's answer to " + rpc + " cannot be read: is its module of this version?",
        true,
        cause);
  }

  /** Whoever went on reading would do so for ever. */
  static MarketException endlessLog() {
    return new MarketException(
        UNAVAILABLE,
        null,
        "The market says that the job has more output and does not give it: is its module of this"
            + " version?",
        true,
        null);
  }

  private static MarketException refusal(NakamaException e) {
    Matcher parts = FIELD_AND_SENTENCE.matcher(e.getMessage());
    return ABOUT_FIELDS.contains(e.reason()) && parts.matches()
        ? new MarketException(e.reason(), parts.group(1), parts.group(2), e.retryable(), e)
        : new MarketException(e.reason(), null, e.getMessage(), e.retryable(), e);
  }

  private static MarketException unavailable(NakamaException e) {
    return new MarketException(UNAVAILABLE, null, e.getMessage(), true, e);
  }

  /** Nakama names an RPC it does not have without a reason of ours. */
  private static boolean isNoModule(NakamaException e) {
    return e.getMessage().startsWith("RPC function not found");
  }

  private static MarketException noModule(NakamaException e) {
    return new MarketException(
        UNAVAILABLE,
        null,
        "Nakama answers but runs no LUMARIS module: put lumaris.js into its runtime path"
            + " and restart it.",
        true,
        e);
  }
}
