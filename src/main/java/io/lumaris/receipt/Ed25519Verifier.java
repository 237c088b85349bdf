package io.lumaris.receipt;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.Signature;

/** Verifies by the JDK. */
final class Ed25519Verifier extends Ed25519 implements JWSVerifier {
  private final OctetKeyPair key;

  Ed25519Verifier(OctetKeyPair key) {
    this.key = key;
  }

  /** Whether it is the key's; a signature or a key that cannot be one is not. */
  @Override
  public boolean verify(JWSHeader header, byte[] signingInput, Base64URL claimed) {
    if (!ALGORITHM.equals(header.getAlgorithm())) {
      return false;
    }
    try {
      Signature signature = signature();
      signature.initVerify(publicKey(key));
      signature.update(signingInput);
      return signature.verify(claimed.decode());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
