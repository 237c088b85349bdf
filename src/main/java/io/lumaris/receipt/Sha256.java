package io.lumaris.receipt;

import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in lower-case hexadecimal digits. */
public final class Sha256 {
  private Sha256() {}

  /** A digest that has seen nothing yet. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Of the canonical form of a value, as {@code sha256:…}. */
  public static String of(JsonValue value) {
    byte[] text = CanonicalJson.of(value).getBytes(StandardCharsets.UTF_8);
    return "sha256:" + HexFormat.of().formatHex(digest().digest(text));
  }
}
