package io.lumaris.seller;

import io.lumaris.receipt.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Who this node is: a random device id that stands for its account at the market.
 *
 * @param deviceId 64 hexadecimal digits; a secret, because who knows it is the account
 */
record SellerIdentity(String deviceId) {
  private static final int RANDOM_BYTES = 32;

  /**
   * The identity in this file, made and kept there when there is none. Of two nodes that start at
   * once with the same file both get the same one.
   *
   * @throws IllegalStateException with a sentence that names the file and what to do
   */
  static SellerIdentity in(Path file) {
    SecretFile secret = new SecretFile(file);
    String id = secret.readOrMake(SellerIdentity::random);
    if (!id.matches("[0-9a-f]{64}")) {
      throw secret.unusable("holds no identity of a seller: delete it to become a new one", null);
    }
    return new SellerIdentity(id);
  }

  /** Names this node at the container engine; tells nothing of the secret. */
  String nodeId() {
    byte[] hash = Sha256.digest().digest(deviceId.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 8);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "SellerIdentity[" + nodeId() + "]";
  }

  private static String random() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
