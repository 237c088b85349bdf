package io.lumaris.receipt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;

/**
 * A seller's public key as RFC 8037 writes it.
 *
 * @param kty OKP
 * @param crv Ed25519
 * @param x the key's 32 bytes in base64url
 */
public record Jwk(String kty, String crv, String x) {
  private static final int KEY_BYTES = 32;

  static Jwk of(OctetKeyPair key) {
    return new Jwk(key.getKeyType().getValue(), key.getCurve().getName(), key.getX().toString());
  }

  /**
   * Whether this can be a key that receipts are signed with. By its name no property: as one it
   * would go over the wire.
   */
  public boolean usable() {
    return "OKP".equals(kty)
        && "Ed25519".equals(crv)
        && x != null
        && new Base64URL(x).decode().length == KEY_BYTES
        && Base64URL.encode(new Base64URL(x).decode()).toString().equals(x);
  }

  /**
   * The key's name: its thumbprint by RFC 7638, 43 characters of base64url.
   *
   * @throws IllegalArgumentException when it is no Ed25519 key
   */
  public String kid() {
    try {
      return nimbus().computeThumbprint().toString();
    } catch (JOSEException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  OctetKeyPair nimbus() {
    if (!usable()) {
      throw new IllegalArgumentException("This is no Ed25519 key");
    }
    return new OctetKeyPair.Builder(Curve.Ed25519, new Base64URL(x)).build();
  }
}
