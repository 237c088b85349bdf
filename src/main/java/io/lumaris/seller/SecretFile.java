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
import java.util.Set;
import java.util.function.Supplier;

/** A secret that is made once and kept in a file that only its owner may read (mode 0600). */
final class SecretFile {
  private static final System.Logger LOG = System.getLogger(SecretFile.class.getName());
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;

  SecretFile(Path file) {
    this.file = file;
  }

  /**
   * The text of the file, made and kept there when there is none. Of two nodes that start at once
   * with the same file both get the same one.
   *
   * @param secret makes one
   * @throws IllegalStateException with a sentence that names the file and what to do
   */
  String readOrMake(Supplier<String> secret) {
    try {
      return read();
    } catch (NoSuchFileException e) {
      return make(secret.get());
    } catch (IOException e) {
      throw unusable("cannot be read", e);
    }
  }

  /**
   * What to throw when the file is there and of no use.
   *
   * @param what the rest of the sentence that begins with the file
   */
  IllegalStateException unusable(String what, Exception cause) {
    String why = cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")";
    return new IllegalStateException("The file " + file + " " + what + why, cause);
  }

  private String read() throws IOException {
    return Files.readString(file, StandardCharsets.US_ASCII).strip();
  }

  private String make(String secret) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      Path draft = Files.createTempFile(folder, ".seller", ".new", OWNER_ONLY);
      try {
        Files.writeString(draft, secret + "\n");
        publish(draft);
      } finally {
        Files.deleteIfExists(draft);
      }
      return read();
    } catch (IOException e) {
      throw unusable("cannot be written: choose another lumaris.seller.identity-file", e);
    }
  }

  /** The file is there whole or not at all, and never replaces what another node put there. */
  private void publish(Path draft) throws IOException {
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      LOG.log(Level.DEBUG, "Another node has made the file in this moment");
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(draft, file); // a file system without links
    }
  }
}
