package io.lumaris.account;

import io.lumaris.nakama.NakamaException;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Size;

/**
 * Who wants to sign in; without anything, a guest.
 *
 * @param email the address
 * @param password 8 to 72 bytes: Nakama's bcrypt takes no more
 * @param create whether to make an account if there is none
 */
public record Credentials(
    @Email(regexp = A_DOMAIN_WITH_A_DOT, message = "must be an e-mail address")
        @Size(min = 10, max = 255, message = "must have 10 to 255 characters")
        String email,
    @Size(min = 8, message = "must have at least 8 characters") @MaxBytes(72) String password,
    Boolean create) {
  private static final String A_DOMAIN_WITH_A_DOT = ".+@.+\\..+"; // as Nakama wants it

  boolean guest() {
    return email == null && password == null;
  }

  /** Neither alone says who somebody is. */
  Credentials complete() {
    if (email == null || password == null) {
      throw new NakamaException(
          NakamaException.Code.INVALID_ARGUMENT,
          "invalid_request",
          "Give both email and password, or neither to be a guest.");
    }
    return this;
  }

  /** Without the password, which belongs in no log. */
  @Override
  public String toString() {
    return "Credentials[" + (guest() ? "guest" : "e-mail") + "]";
  }
}
