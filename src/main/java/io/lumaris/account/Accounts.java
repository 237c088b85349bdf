package io.lumaris.account;

import io.lumaris.nakama.NakamaClient;
import io.lumaris.nakama.NakamaException;
import io.lumaris.nakama.NakamaSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.eclipse.microprofile.faulttolerance.Bulkhead;

/** Signing in, at Nakama. */
@ApplicationScoped
class Accounts {
  private static final SecureRandom RANDOM = new SecureRandom();

  @Inject private NakamaClient client;

  /**
   * Makes an account that nobody can sign in to again: its id is 256 random bits that are told to
   * Nakama only. It lives in the browser's cookie until an e-mail address is linked.
   */
  NakamaSession guest() {
    byte[] id = new byte[32];
    RANDOM.nextBytes(id);
    return client.authenticateDevice(HexFormat.of().formatHex(id), true);
  }

  /**
   * Signs in by e-mail. Few at once: checking a password costs Nakama half a second of CPU, and
   * guessing them must not starve the market.
   */
  @Bulkhead(4)
  NakamaSession email(Credentials credentials) {
    boolean create = Boolean.TRUE.equals(credentials.create());
    try {
      return client.authenticateEmail(credentials.email(), credentials.password(), create);
    } catch (NakamaException e) {
      // With "create" Nakama says of a wrong password only that the caller is not authenticated.
      boolean refused = e.code() == NakamaException.Code.UNAUTHENTICATED;
      throw refused && !e.reason().equals(NakamaException.WRONG_SERVER_KEY)
          ? new NakamaException(e.code(), NakamaException.WRONG_CREDENTIALS, e.getMessage(), e)
          : e;
    }
  }

  /** Gives a guest an e-mail address to come back with. */
  @Bulkhead(4)
  void linkEmail(SignedIn guest, Credentials credentials) {
    if (guest.account().email().isPresent()) {
      throw new NakamaException(
          NakamaException.Code.ALREADY_EXISTS,
          "already_linked",
          "This account has an e-mail address already.");
    }
    guest.linkEmail(credentials.email(), credentials.password());
  }
}
