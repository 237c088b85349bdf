package io.lumaris.local;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The JSON of the state file. */
final class UpStateJson {
  private UpStateJson() {}

  static String write(UpState state) {
    JsonArrayBuilder parts = Json.createArrayBuilder();
    state.parts().forEach(part -> parts.add(write(part)));
    JsonObjectBuilder object =
        Json.createObjectBuilder()
            .add("supervisor", write(state.supervisor()))
            .add("ready", state.ready())
            .add("started_at", state.startedAt())
            .add("page", state.page())
            .add("server", state.server())
            .add("parts", parts);
    state.dockerd().ifPresent(engine -> object.add("dockerd", write(engine)));
    return object.build().toString();
  }

  private static JsonObjectBuilder write(UpState.PartState part) {
    return Json.createObjectBuilder()
        .add("name", part.name())
        .add("address", part.address())
        .add("probe", part.probe().toString())
        .add("process", write(part.process()))
        .add("since", part.since())
        .add("restarts", part.restarts());
  }

  static JsonObjectBuilder write(ProcessIdentity process) {
    return Json.createObjectBuilder()
        .add("pid", process.pid())
        .add("start_ticks", process.startTicks())
        .add("boot_id", process.bootId());
  }

  /**
   * Reads what {@link #write(UpState)} wrote.
   *
   * @throws RuntimeException when it is something else
   */
  static UpState read(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      JsonObject object = reader.readObject();
      List<UpState.PartState> parts =
          object.getJsonArray("parts").getValuesAs(UpStateJson::readPart);
      return new UpState(
          readProcess(object.getJsonObject("supervisor")),
          object.getBoolean("ready"),
          object.getJsonNumber("started_at").longValue(),
          object.getString("page"),
          object.getString("server"),
          parts,
          Optional.ofNullable(object.getJsonObject("dockerd")).map(UpStateJson::readProcess));
    }
  }

  private static UpState.PartState readPart(JsonValue value) {
    JsonObject part = value.asJsonObject();
    return new UpState.PartState(
        part.getString("name"),
        part.getString("address"),
        URI.create(part.getString("probe")),
        readProcess(part.getJsonObject("process")),
        part.getJsonNumber("since").longValue(),
        part.getInt("restarts"));
  }

  static ProcessIdentity readProcess(JsonObject process) {
    return new ProcessIdentity(
        process.getJsonNumber("pid").longValue(),
        process.getJsonNumber("start_ticks").longValue(),
        process.getString("boot_id"));
  }
}
