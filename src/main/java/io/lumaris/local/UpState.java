package io.lumaris.local;

import jakarta.json.JsonException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What one {@code up} runs, as the next {@code up}, {@code down} and {@code status} find it in the
 * data folder. Processes are named so that none of ours is ever mistaken for another one.
 *
 * @param supervisor the {@code up} that looks after the parts
 * @param ready true once everything was healthy
 * @param startedAt epoch milliseconds
 * @param page the address of the page
 * @param server Nakama, {@code host:port}
 * @param parts in the order of their start
 * @param dockerd the Docker Engine, when we started it
 */
public record UpState(
    ProcessIdentity supervisor,
    boolean ready,
    long startedAt,
    String page,
    String server,
    List<PartState> parts,
    Optional<ProcessIdentity> dockerd) {
  /**
   * One part.
   *
   * @param name what it is
   * @param address where it listens
   * @param probe what to ask to know that it is well, see {@link Probe}
   * @param process its process
   * @param since epoch milliseconds of its last start
   * @param restarts how often it died and was started again
   */
  public record PartState(
      String name, String address, URI probe, ProcessIdentity process, long since, int restarts) {}

  /**
   * Reads it.
   *
   * @return empty when nothing was started in that folder, or all was ended
   */
  static Optional<UpState> read(Path file) {
    try {
      return Optional.of(UpStateJson.read(Files.readString(file)));
    } catch (NoSuchFileException nothingThere) {
      return Optional.empty();
    } catch (IOException | JsonException | NullPointerException | ClassCastException e) {
      throw new LocalException(
          "Cannot read " + file + ", which says what runs: delete it if nothing does.", e);
    }
  }

  void write(Path file) {
    try {
      PrivateFile.write(file, UpStateJson.write(this));
    } catch (IOException e) {
      throw new LocalException("Could not write " + file + ": " + Failures.reason(e), e);
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new LocalException("Could not remove " + file + ": " + Failures.reason(e), e);
    }
  }
}
