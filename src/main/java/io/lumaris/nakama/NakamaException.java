package io.lumaris.nakama;

import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a call to Nakama did not succeed: a {@link Code} for programs, a {@link #reason()} to tell
 * cases of one code apart, and a sentence for a person.
 *
 * <p>A module's errors read {@code reason_code: sentence}; {@link #reason()} is the first part and
 * {@link #getMessage()} the second. Failures that this client found itself have the reasons listed
 * as constants here. Neither part ever holds a token, a password, an e-mail address or a payload.
 */
public final class NakamaException extends RuntimeException {

  /** Nothing answers at the server's address. */
  public static final String UNREACHABLE = "nakama_unreachable";

  /** The server's host name cannot be resolved. */
  public static final String UNKNOWN_HOST = "unknown_host";

  /** The server took longer to answer than the settings allow. */
  public static final String TIMEOUT = "nakama_timeout";

  /** A connection that stood broke before the answer was complete. */
  public static final String CONNECTION_LOST = "connection_lost";

  /** The peer answered with something that is not Nakama's JSON. */
  public static final String UNREADABLE_ANSWER = "unreadable_answer";

  /** The server was started with another server key. */
  public static final String WRONG_SERVER_KEY = "wrong_server_key";

  /** The password is not the account's. */
  public static final String WRONG_CREDENTIALS = "wrong_credentials";

  /** No account has this e-mail address, device id or custom id. */
  public static final String ACCOUNT_NOT_FOUND = "account_not_found";

  /** Another account has this user name. */
  public static final String USERNAME_TAKEN = "username_taken";

  /** Another account has this e-mail address. */
  public static final String EMAIL_TAKEN = "email_taken";

  /** The server runs without the function, and so probably without the module, that was called. */
  public static final String RPC_NOT_FOUND = "rpc_not_found";

  /** The server does not take this session or refresh token, or it is none. */
  public static final String INVALID_SESSION = "invalid_session";

  /** Session and refresh token are both dead, and nothing is there to sign in again with. */
  public static final String SESSION_ENDED = "session_ended";

  /** The waiting thread was interrupted; its interrupt flag is set again. */
  public static final String INTERRUPTED = "interrupted";

  /** The socket was closed by this side, or is not connected at the moment. */
  public static final String SOCKET_CLOSED = "socket_closed";

  private static final Pattern REASON_AND_SENTENCE =
      Pattern.compile("([a-z][a-z0-9]*(?:_[a-z0-9]+)*): (.+)", Pattern.DOTALL);

  private final Code code;
  private final String reason;

  /**
   * A failure with its reason known.
   *
   * @param code what kind of failure
   * @param reason a stable word in snake_case, for programs
   * @param message a sentence for a person
   */
  public NakamaException(Code code, String reason, String message) {
    this(code, reason, message, null);
  }

  /**
   * A failure with its reason and the exception behind it.
   *
   * @param code what kind of failure
   * @param reason a stable word in snake_case, for programs
   * @param message a sentence for a person
   * @param cause what was caught, or null
   */
  public NakamaException(Code code, String reason, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.reason = reason;
  }

  /**
   * A failure as the server words it: {@code "reason: sentence"}, or any text, whose reason is then
   * the code's name.
   */
  static NakamaException of(Code code, String serverMessage) {
    Matcher parts = REASON_AND_SENTENCE.matcher(serverMessage);
    if (parts.matches()) {
      return new NakamaException(code, parts.group(1), parts.group(2));
    }
    String sentence = serverMessage.isBlank() ? "Nakama gave no message." : serverMessage;
    return new NakamaException(code, code.name().toLowerCase(Locale.ROOT), sentence);
  }

  /**
   * A refusal that the module put into an answer instead of refusing the call.
   *
   * @param number of the code, gRPC's
   * @param message reason, colon, sentence
   */
  public static NakamaException told(int number, String message) {
    return of(Code.ofNumber(number), message);
  }

  /** The module broke: what it says then is for its maker, and may show its inside. */
  static NakamaException moduleFailed() {
    return new NakamaException(
        Code.INTERNAL, "internal", "Nakama's module failed: see Nakama's log.");
  }

  /**
   * The failure of a stage of this package, without what {@link CompletionException} wraps it in.
   */
  static NakamaException in(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof NakamaException typed) {
      return typed;
    }
    return new NakamaException(Code.INTERNAL, "bug", "The client for Nakama failed.", failure);
  }

  /** What kind of failure this is. */
  public Code code() {
    return code;
  }

  /** The stable word for this failure, in snake_case; never empty. */
  public String reason() {
    return reason;
  }

  /** Whether the very same call may succeed when it is repeated a little later. */
  public boolean retryable() {
    return code.retryable;
  }

  /** The kinds of failure; names and numbers are gRPC's, which Nakama uses. */
  public enum Code {
    /** The caller gave up. */
    CANCELLED(1, 499, false),
    /** The server does not say what went wrong. */
    UNKNOWN(2, 500, true),
    /** The request itself is wrong. */
    INVALID_ARGUMENT(3, 400, false),
    /** No answer in time; the call may have taken effect. */
    DEADLINE_EXCEEDED(4, 504, true),
    /** What was asked for does not exist, or not for this account. */
    NOT_FOUND(5, 404, false),
    /** What was to be made exists. */
    ALREADY_EXISTS(6, 409, false),
    /** Signed in, but not allowed. */
    PERMISSION_DENIED(7, 403, false),
    /** A limit of the account or the server is reached. */
    RESOURCE_EXHAUSTED(8, 429, false),
    /** The request is right but does not fit the present state. */
    FAILED_PRECONDITION(9, 400, false),
    /** Lost against a concurrent call. */
    ABORTED(10, 409, true),
    /** A value outside of what exists. */
    OUT_OF_RANGE(11, 400, false),
    /** The server has no such operation. */
    UNIMPLEMENTED(12, 501, false),
    /** The server failed. */
    INTERNAL(13, 500, true),
    /** The server cannot be reached, or says that it cannot serve now. */
    UNAVAILABLE(14, 503, true),
    /** The answer cannot be understood. */
    DATA_LOSS(15, 500, false),
    /** Not signed in, or not any more. */
    UNAUTHENTICATED(16, 401, false);

    private final int number;
    private final int httpStatus;
    private final boolean retryable;

    Code(int number, int httpStatus, boolean retryable) {
      this.number = number;
      this.httpStatus = httpStatus;
      this.retryable = retryable;
    }

    /** The code with this gRPC number; a number that gRPC does not have is {@link #UNKNOWN}. */
    static Code ofNumber(int number) {
      for (Code code : values()) {
        if (code.number == number) {
          return code;
        }
      }
      return UNKNOWN;
    }

    /** The code for a bare HTTP status, as a proxy before Nakama sends it. */
    static Code ofHttpStatus(int status) {
      if (status == 502) {
        return UNAVAILABLE;
      }
      for (Code code : values()) {
        if (code.httpStatus == status && code != UNKNOWN) {
          return code;
        }
      }
      if (status >= 500) {
        return INTERNAL;
      }
      return status >= 400 ? INVALID_ARGUMENT : DATA_LOSS;
    }
  }
}
