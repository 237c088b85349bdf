package io.lumaris.receipt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.OctetKeyPair;
import jakarta.json.JsonObject;
import java.text.ParseException;

/** The key a seller signs its receipts with; both halves. */
public final class ReceiptKey {
  static final JOSEObjectType TYPE = new JOSEObjectType("lumaris-receipt");

  private final OctetKeyPair pair;

  private ReceiptKey(OctetKeyPair pair) {
    this.pair = pair;
  }

  /** A new one, by chance. */
  public static ReceiptKey generate() {
    return new ReceiptKey(Ed25519.generate());
  }

  /**
   * A key from its private JWK.
   *
   * @throws IllegalArgumentException when the text is none
   */
  public static ReceiptKey parse(String privateJwk) {
    try {
      OctetKeyPair pair = OctetKeyPair.parse(privateJwk);
      if (pair.isPrivate() && Jwk.of(pair).usable()) {
        return new ReceiptKey(pair);
      }
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException("This is no private Ed25519 key", e);
    }
    throw new IllegalArgumentException("This is no private Ed25519 key");
  }

  /** The half that everybody may know. */
  public Jwk publicKey() {
    return Jwk.of(pair);
  }

  /** Both halves as a JWK, for a file that nobody else reads. */
  public String toPrivateJwk() {
    return pair.toJSONString();
  }

  /** The compact JWS of these claims; the same claims always give the same. */
  public String sign(JsonObject claims) {
    JWSHeader header =
        new JWSHeader.Builder(Ed25519.ALGORITHM).type(TYPE).keyID(publicKey().kid()).build();
    JWSObject signed = new JWSObject(header, new Payload(CanonicalJson.of(claims)));
    try {
      signed.sign(new Ed25519Signer(pair));
    } catch (JOSEException e) {
      throw new IllegalStateException("A key that was read cannot sign", e);
    }
    return signed.serialize();
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "ReceiptKey[" + publicKey().kid() + "]";
  }
}
