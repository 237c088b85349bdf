package io.lumaris.seller;

import io.lumaris.market.MarketException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Where the seller's choices outlive a restart: beside the file of its identity. A reader finds the
 * file whole, before a change or after it, whenever the machine may stop.
 */
final class ChoicesFile {
  private static final JsonWriterFactory PRETTY =
      Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));

  private final Path file;

  private ChoicesFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  static ChoicesFile beside(Path identityFile) {
    return new ChoicesFile(Path.of(identityFile + ".settings.json"));
  }

  Path path() {
    return file;
  }

  /**
   * What was chosen; nothing when there is no file.
   *
   * @throws IllegalStateException with a sentence that names the file, the field and what to do
   */
  NodeChoices read() {
    try (JsonReader json = Json.createReader(new StringReader(Files.readString(file)))) {
      return NodeChoices.of(json.readObject());
    } catch (NoSuchFileException e) {
      return NodeChoices.NONE;
    } catch (MarketException e) {
      throw unusable("has a wrong value: " + e.field() + " " + e.getMessage(), e);
    } catch (JsonException | IOException e) {
      throw unusable("cannot be read as JSON (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  /**
   * Keeps these instead of those before.
   *
   * @throws MarketException when they could not be kept; those before are still there
   */
  void write(NodeChoices choices) {
    StringWriter text = new StringWriter();
    PRETTY.createWriter(text).writeObject(choices.json());
    try {
      Files.createDirectories(file.getParent());
      Path draft = Files.createTempFile(file.getParent(), ".settings", ".new"); // its owner's only
      try {
        writeThrough(draft, text.toString().strip() + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw notKept(e);
    }
  }

  /** Forgets what was chosen. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw notKept(e);
    }
  }

  /** A file that takes the place of another must be on the disk before, or a crash loses both. */
  private static void writeThrough(Path draft, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private IllegalStateException unusable(String what, Exception cause) {
    return new IllegalStateException(
        "The file "
            + file
            + " "
            + what
            + ". Correct it, or delete it to go by the configuration (lumaris.seller.*) again.",
        cause);
  }

  private MarketException notKept(IOException e) {
    return new MarketException(
        "settings_not_kept",
        null,
        "Nothing was changed: the file "
            + file
            + " cannot be written ("
            + e.getClass().getSimpleName()
            + "). Make its folder writable for this node, and its disk not full.",
        true,
        e);
  }
}
