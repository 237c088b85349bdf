package io.lumaris.account;

import io.lumaris.nakama.NakamaAccount;
import io.lumaris.nakama.NakamaSession;
import java.time.Instant;

/**
 * Who is signed in, for showing.
 *
 * @param id the account's id
 * @param name its unique name
 * @param guest whether it has no e-mail address to come back with
 * @param email that address, absent for a guest
 * @param expiresAt when the session ends unless it is used before
 */
public record SessionView(String id, String name, boolean guest, String email, Instant expiresAt) {

  static SessionView of(NakamaAccount account, NakamaSession session) {
    return new SessionView(
        account.userId(),
        account.username(),
        account.email().isEmpty(),
        account.email().orElse(null),
        session.refreshExpireTime());
  }
}
