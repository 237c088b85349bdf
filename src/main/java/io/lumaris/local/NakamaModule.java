package io.lumaris.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The module that makes a Nakama server a LUMARIS market, as the build put it into the jar. */
public final class NakamaModule {
  private static final String RESOURCE = "/nakama/index.js";

  private NakamaModule() {}

  /**
   * Copies it to a file.
   *
   * @param file where to; its folder is made when it is missing
   * @return the file
   */
  public static Path unpack(Path file) {
    try (InputStream in = NakamaModule.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new LocalException(
            "This build of LUMARIS has no Nakama module: build it with mvn -Dfast package.");
      }
      PrivateFile.createFolder(file.toAbsolutePath().getParent());
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new LocalException("Could not write " + file + ": " + Failures.reason(e), e);
    }
  }
}
