package io.lumaris.nakama;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * What a contract needs: a real Nakama with the tests' module, and a client of the kind on trial.
 */
interface ClientUnderTest {

  /** A real server with {@code module.js} of this package. */
  NakamaSettings settings();

  /** A client of the kind on trial. */
  NakamaClient open(NakamaSettings settings);

  /** Runs with a client of the real server, and closes it. */
  default void with(Consumer<NakamaClient> test) {
    with(settings(), test);
  }

  default void with(NakamaSettings settings, Consumer<NakamaClient> test) {
    try (NakamaClient client = open(settings)) {
      test.accept(client);
    }
  }

  static NakamaSettings withCallTimeout(NakamaSettings settings, Duration callTimeout) {
    return new NakamaSettings(
        settings.baseUri(),
        settings.serverKey(),
        settings.connectTimeout(),
        callTimeout,
        settings.pingInterval());
  }

  static NakamaSettings withPingInterval(NakamaSettings settings, Duration pingInterval) {
    return new NakamaSettings(
        settings.baseUri(),
        settings.serverKey(),
        settings.connectTimeout(),
        settings.callTimeout(),
        pingInterval);
  }

  static NakamaException refusal(ThrowingCallable call) {
    return catchThrowableOfType(NakamaException.class, call);
  }

  /** A device id, e-mail name or label that nobody has used. */
  static String unused() {
    return UUID.randomUUID().toString();
  }

  /** A session of a new account. */
  static NakamaSession guest(NakamaClient client) {
    return client.authenticateDevice(unused(), true);
  }
}
