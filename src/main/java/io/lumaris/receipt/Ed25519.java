package io.lumaris.receipt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSProvider;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/**
 * Ed25519 by the JDK, in the terms of JWS and JWK: those know the 32 bytes of a key, the JDK wants
 * them in an envelope of ASN.1, which is the same for all keys.
 */
abstract class Ed25519 implements JWSProvider {
  static final JWSAlgorithm ALGORITHM = JWSAlgorithm.EdDSA;

  private static final String NAME = "Ed25519";
  private static final int KEY_BYTES = 32;
  private static final byte[] PUBLIC = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final byte[] PRIVATE = HexFormat.of().parseHex("302e020100300506032b657004220420");

  private final JCAContext context = new JCAContext();

  @Override
  public Set<JWSAlgorithm> supportedJWSAlgorithms() {
    return Set.of(ALGORITHM);
  }

  @Override
  public JCAContext getJCAContext() {
    return context;
  }

  static OctetKeyPair generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(NAME).generateKeyPair();
      return new OctetKeyPair.Builder(Curve.Ed25519, lastBytes(pair.getPublic().getEncoded()))
          .d(lastBytes(pair.getPrivate().getEncoded()))
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java from 15 on has Ed25519", e);
    }
  }

  static Signature signature() throws GeneralSecurityException {
    return Signature.getInstance(NAME);
  }

  static PublicKey publicKey(OctetKeyPair key) throws GeneralSecurityException {
    byte[] encoded = concat(PUBLIC, key.getDecodedX());
    return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded));
  }

  static PrivateKey privateKey(OctetKeyPair key) throws GeneralSecurityException {
    byte[] encoded = concat(PRIVATE, key.getDecodedD());
    return KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  private static Base64URL lastBytes(byte[] encoded) {
    return Base64URL.encode(
        Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length));
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
