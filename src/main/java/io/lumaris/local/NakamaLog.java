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
    return lines.stream().map(NakamaLog::readable).distinct().toList();
  }

  private static String readable(String line) {
    if (!line.startsWith("{")) {
      return line;
    }
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      JsonObject entry = reader.readObject();
      String error = entry.getString("error", "");
      String text = entry.getString("msg", line) + (error.isEmpty() ? "" : ": " + error);
      return text.lines().findFirst().orElse(text); // below it is the stack
    } catch (JsonException cutOff) {
      return line;
    }
  }
}
