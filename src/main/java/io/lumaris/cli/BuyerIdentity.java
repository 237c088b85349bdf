package io.lumaris.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Who this command line is to the market: a random device id of 256 bits in a file that only its
 * owner may read. Whoever has the file is the buyer.
 */
final class BuyerIdentity {
  private static final int BYTES = 32;

  private BuyerIdentity() {}

  /**
   * The id of the file, made on first use.
   *
   * @throws CommandFailure when the file can neither be read nor made
   */
  static String of(Path data) {
    Path file = data.resolve("buyer-identity");
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      String id = Files.readString(file).strip();
      if (id.length() < 2 * BYTES) {
        throw new CommandFailure(
            "The file " + file + " is not a LUMARIS identity. Move it away to become a new buyer.");
      }
      return id;
    } catch (IOException e) {
      throw new CommandFailure(
          "The buyer's identity cannot be kept in "
              + file
              + " ("
              + e.getMessage()
              + "). Give another folder with --data.");
    }
  }

  private static void create(Path file) throws IOException {
    Files.createDirectories(
        file.getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    byte[] id = new byte[BYTES];
    new SecureRandom().nextBytes(id);
    Path unfinished =
        Files.createTempFile(
            file.getParent(),
            "buyer-identity",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(unfinished, HexFormat.of().formatHex(id) + "\n");
    try {
      // A link fails where a rename would replace: of two first commands at once both use one id.
      Files.createLink(file, unfinished);
    } catch (FileAlreadyExistsException e) {
      // The other command was first; its id is the one to use.
    } finally {
      Files.delete(unfinished);
    }
  }
}
