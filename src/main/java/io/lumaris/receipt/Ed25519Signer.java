package io.lumaris.receipt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.Signature;

/** Signs by the JDK. */
final class Ed25519Signer extends Ed25519 implements JWSSigner {
  private final OctetKeyPair key;

  Ed25519Signer(OctetKeyPair key) {
    this.key = key;
  }

  @Override
  public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
    try {
      Signature signature = signature();
      signature.initSign(privateKey(key));
      signature.update(signingInput);
      return Base64URL.encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new JOSEException("The key cannot sign", e);
    }
  }
}
