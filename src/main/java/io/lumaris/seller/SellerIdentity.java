package io.lumaris.seller;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * Who this node is: a random device id that stands for its account at the market.
 *
 * @param deviceId 64 hexadecimal digits; a secret, because who knows it is the account
 */
record SellerIdentity(String deviceId) {
  private static final System.Logger LOG = System.getLogger(SellerIdentity.class.getName());
  private static final int RANDOM_BYTES = 32;
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /**
   * The identity in this file, made and kept there when there is none. Of two nodes that start at
   * once with the same file both get the same one.
   *
   * @throws IllegalStateException with a sentence that names the file and what to do
   */
  static SellerIdentity in(Path file) {
    try {
      return read(file);
    } catch (NoSuchFileException e) {
      return make(file);
    } catch (IOException e) {
      throw unusable(file, "cannot be read", e);
    }
  }

  /** Names this node at the container engine; tells nothing of the secret. */
  String nodeId() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(deviceId.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "SellerIdentity[" + nodeId() + "]";
  }

  private static SellerIdentity read(Path file) throws IOException {
    String id = Files.readString(file, StandardCharsets.US_ASCII).strip();
    if (!id.matches("[0-9a-f]{64}")) {
      throw unusable(file, "holds no identity of a seller: delete it to become a new one", null);
    }
    return new SellerIdentity(id);
  }

  private static SellerIdentity make(Path file) {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    Path folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      Path draft = Files.createTempFile(folder, ".seller", ".new", OWNER_ONLY);
      try {
        Files.writeString(draft, HexFormat.of().formatHex(random) + "\n");
        publish(draft, file);
      } finally {
        Files.deleteIfExists(draft);
      }
      return read(file);
    } catch (IOException e) {
      throw unusable(file, "cannot be written: choose another lumaris.seller.identity-file", e);
    }
  }

  /** The file is there whole or not at all, and never replaces what another node put there. */
  private static void publish(Path draft, Path file) throws IOException {
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      LOG.log(Level.DEBUG, "Another node has made the identity in this moment");
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(draft, file); // a file system without links
    }
  }

  private static IllegalStateException unusable(Path file, String what, IOException cause) {
    String why = cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")";
    return new IllegalStateException("The file " + file + " " + what + why, cause);
  }
}
