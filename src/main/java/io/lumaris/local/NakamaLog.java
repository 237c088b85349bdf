package io.lumaris.local;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;

/** Nakama writes its log as one JSON object a line; a person reads message and error. */
final class NakamaLog {
  private NakamaLog() {}

  static List<String> readable(List<String> lines) {
    return lines.stream().map(NakamaLog::readable).toList();
  }

  private static String readable(String line) {
    if (!line.startsWith("{")) {
      return line;
    }
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      JsonObject entry = reader.readObject();
      String error = entry.getString("error", "");
      return entry.getString("msg", line) + (error.isEmpty() ? "" : ": " + error);
    } catch (JsonException cutOff) {
      return line;
    }
  }
}
