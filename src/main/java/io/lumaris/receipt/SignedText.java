package io.lumaris.receipt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import jakarta.json.JsonObject;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A compact JWS that is well formed in every byte. Strict, because there must be one text only that
 * says the same: Base64 decoders pass over bits at the end and characters they do not know, and
 * JSON parsers over a member that stands there twice.
 */
final class SignedText {
  private final JWSObject jws;
  private final JsonObject claims;

  private SignedText(JWSObject jws, JsonObject claims) {
    this.jws = jws;
    this.claims = claims;
  }

  /** Empty when the text is no receipt, whoever signed it. */
  static Optional<SignedText> read(String text) {
    try {
      JWSObject jws = JWSObject.parse(text);
      boolean strict = Stream.of(jws.getParsedParts()).allMatch(SignedText::isStrict);
      boolean ours =
          Ed25519.ALGORITHM.equals(jws.getHeader().getAlgorithm())
              && ReceiptKey.TYPE.equals(jws.getHeader().getType())
              && jws.getHeader().getKeyID() != null
              && jws.getHeader().getCriticalParams() == null;
      if (!strict || !ours || !String.join(".", parts(jws)).equals(text)) {
        return Optional.empty();
      }
      return claims(jws).map(claims -> new SignedText(jws, claims));
    } catch (ParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String kid() {
    return jws.getHeader().getKeyID();
  }

  JsonObject claims() {
    return claims;
  }

  boolean isSignedBy(OctetKeyPair key) {
    try {
      return jws.verify(new Ed25519Verifier(key));
    } catch (JOSEException e) {
      return false;
    }
  }

  private static Optional<JsonObject> claims(JWSObject jws) {
    byte[] bytes = jws.getPayload().toBytes();
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
      return JsonText.parse(text).filter(claims -> CanonicalJson.of(claims).equals(text));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String[] parts(JWSObject jws) {
    return Stream.of(jws.getParsedParts()).map(Base64URL::toString).toArray(String[]::new);
  }

  private static boolean isStrict(Base64URL part) {
    return Base64URL.encode(part.decode()).toString().equals(part.toString());
  }
}
