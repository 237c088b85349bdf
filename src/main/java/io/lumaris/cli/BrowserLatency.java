package io.lumaris.cli;

import io.lumaris.job.JobJson;
import io.lumaris.job.JobSpec;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** How long a line takes from the program's print to its text in a browser's document. */
final class BrowserLatency {
  /** Lines printed while the page still opens, which do not count. */
  private static final int LEAD = 16;

  private static final int LIMIT_S = 180;

  /** Becomes a guest and submits a job; gives its id. */
  private static final String SUBMIT =
      """
      (async () => {
        const post = async (path, body) => {
          const headers = { "Content-Type": "application/json" };
          const answer = await fetch(path, { method: "POST", headers, body });
          if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
          return answer.json();
        };
        await post("/api/session", "{}");
        return (await post("/api/jobs", %s)).id;
      })()
      """;

  /** Notes when each line's text comes into the document, until the last one has. */
  private static final String WATCH =
      """
      new Promise((resolve) => {
        const seen = new Map();
        const look = (text) => {
          const ms = performance.timeOrigin + performance.now();
          for (const [line] of text.matchAll(/uptime \\d+\\.\\d\\d/g)) {
            if (!seen.has(line)) seen.set(line, ms);
          }
          if (seen.size === %d) resolve([...seen].map(([line, ms]) => ({ line, ms })));
        };
        new MutationObserver((records) => {
          for (const { target, type, addedNodes } of records) {
            if (type === "characterData") look(target.data);
            for (const node of addedNodes) look(node.textContent);
          }
        }).observe(document, { subtree: true, childList: true, characterData: true });
        look(document.documentElement?.textContent ?? "");
      })
      """;

  private final UptimeClock clock;
  private final int lines;

  BrowserLatency(UptimeClock clock, int lines) {
    this.clock = clock;
    this.lines = lines;
  }

  /**
   * Measures each line of one job that a guest submits and looks at.
   *
   * @param portal address of the page, with its slash
   * @param profile folder for the browser
   * @throws CommandFailure when nothing can be said
   */
  Sample measure(Path chromium, Path profile, String portal, String image) {
    try (HeadlessPage page = HeadlessPage.start(chromium, profile, LIMIT_S)) {
      // A document of the portal that makes no guest of its own.
      page.open(portal + "favicon.svg");
      JsonSpec spec = new JsonSpec(JobSpec.shell(image, UptimeClock.program(lines + LEAD)));
      String id = ((JsonString) page.evaluate(SUBMIT.formatted(spec.quoted()))).getString();
      page.open(portal + "jobs/" + id);
      JsonValue seen = page.evaluate(WATCH.formatted(lines + LEAD));
      return sample(seen.asJsonArray().getValuesAs(BrowserLatency::arrival));
    }
  }

  private record JsonSpec(JobSpec spec) {
    /** As a string of JavaScript. */
    String quoted() {
      return Json.createValue(JobJson.jsonb().toJson(spec)).toString();
    }
  }

  private record Arrival(String line, double ms) {}

  private static Arrival arrival(JsonValue seen) {
    JsonObject fields = seen.asJsonObject();
    return new Arrival(fields.getString("line"), fields.getJsonNumber("ms").doubleValue());
  }

  /** The last lines: those before were partly printed before anybody looked. */
  private Sample sample(List<Arrival> arrivals) {
    double open = arrivals.stream().mapToDouble(Arrival::ms).min().orElseThrow();
    List<Arrival> inOrder =
        arrivals.stream().sorted(Comparator.comparingDouble(Arrival::ms)).toList();
    Sample sample = new Sample();
    for (Arrival arrival : inOrder.subList(LEAD, inOrder.size())) {
      double printed = clock.printedMs(arrival.line()).orElseThrow();
      if (printed < open) {
        throw new CommandFailure("the page was not open before its lines were printed.");
      }
      sample.add(arrival.ms() - printed);
    }
    return sample;
  }
}
