package io.lumaris.local;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.util.List;

/** The jobs that the page suggests on this machine, with an image that its seller can run. */
final class Samples {
  private static final List<String> PYTHON =
      List.of(
          "python -c 'print(\"Hello world!\")'",
          "python -u -c 'import time\nfor i in range(10): print(i); time.sleep(0.5)'",
          "python -c 'import os; print(os.getuid(), os.listdir(\"/\"))'");

  private Samples() {}

  /** The value of {@code lumaris.samples}. */
  static String json(String pythonImage) {
    JsonArrayBuilder samples = Json.createArrayBuilder();
    for (String command : PYTHON) {
      samples.add(Json.createObjectBuilder().add("image", pythonImage).add("command", command));
    }
    return samples.build().toString();
  }
}
