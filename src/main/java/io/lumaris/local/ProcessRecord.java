package io.lumaris.local;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that names one process, beyond doubt. */
final class ProcessRecord {
  private ProcessRecord() {}

  static void write(Path file, ProcessIdentity process) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      PrivateFile.write(file, UpStateJson.write(process).build().toString());
    } catch (IOException e) {
      throw new LocalException("Could not write " + file + ": " + Failures.reason(e), e);
    }
  }

  static ProcessIdentity read(Path file) {
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
      return UpStateJson.readProcess(reader.readObject());
    } catch (IOException | JsonException | NullPointerException | ClassCastException e) {
      throw new LocalException(
          "Cannot read " + file + ", which names a Docker Engine of ours: delete it.", e);
    }
  }
}
