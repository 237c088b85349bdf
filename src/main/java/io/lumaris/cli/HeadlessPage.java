package io.lumaris.cli;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * One page in a Chromium without a window, driven by the DevTools protocol over two pipes: no port
 * is opened, and a Chromium whose pipes are closed ends by itself. Not thread-safe.
 */
final class HeadlessPage implements AutoCloseable {
  private static final int END_S = 5;

  /** The browser reads commands from file 3 and answers in file 4: here its input and output. */
  private static final String REDIRECTED =
      "exec \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>/dev/null";

  private static final List<String> OPTIONS =
      List.of(
          "--headless",
          "--remote-debugging-pipe",
          "--no-sandbox", // it is shown nothing but our own page, and root has no sandbox
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Process browser;
  private final InputStream from;
  private final OutputStream to;
  private final CompletableFuture<Void> limit;
  private String session; // of the page; null while only the browser is spoken to
  private int lastId;

  private HeadlessPage(Process browser, int limitS) {
    this.browser = browser;
    this.from = new BufferedInputStream(browser.getInputStream());
    this.to = browser.getOutputStream();
    Executor later = CompletableFuture.delayedExecutor(limitS, TimeUnit.SECONDS);
    this.limit = CompletableFuture.runAsync(browser::destroyForcibly, later);
  }

  /**
   * Starts the browser with an empty page.
   *
   * @param program of a Chromium
   * @param profile folder for what it keeps; the caller removes it
   * @param limitS seconds after which it is ended, whatever it does
   * @throws CommandFailure when it does not start
   */
  static HeadlessPage start(Path program, Path profile, int limitS) {
    List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", REDIRECTED, "sh"));
    line.add(program.toString());
    line.addAll(OPTIONS);
    line.add("--user-data-dir=" + profile);
    line.add("about:blank");
    HeadlessPage page;
    try {
      page = new HeadlessPage(new ProcessBuilder(line).start(), limitS);
    } catch (IOException e) {
      throw new CommandFailure(program + " cannot be run: " + e.getMessage());
    }
    page.attach();
    return page;
  }

  private void attach() {
    JsonObject target = call("Target.createTarget", fields().add("url", "about:blank"));
    JsonObject attached =
        call(
            "Target.attachToTarget",
            fields().add("targetId", target.getString("targetId")).add("flatten", true));
    session = attached.getString("sessionId");
  }

  /** Goes to an address; returns when its document has begun. */
  void open(String url) {
    JsonObject answer = call("Page.navigate", fields().add("url", url));
    if (answer.containsKey("errorText")) {
      throw new CommandFailure(url + " does not open: " + answer.getString("errorText"));
    }
  }

  /**
   * Evaluates a script in the page; of a promise it gives what that comes to.
   *
   * @throws CommandFailure with what the script threw
   */
  JsonValue evaluate(String script) {
    JsonObject answer =
        call(
            "Runtime.evaluate",
            fields()
                .add("expression", script)
                .add("awaitPromise", true)
                .add("returnByValue", true));
    if (answer.containsKey("exceptionDetails")) {
      JsonObject thrown = answer.getJsonObject("exceptionDetails").getJsonObject("exception");
      throw new CommandFailure("the page's script failed: " + thrown.getString("description", "?"));
    }
    return answer.getJsonObject("result").get("value");
  }

  private static JsonObjectBuilder fields() {
    return Json.createObjectBuilder();
  }

  private JsonObject call(String method, JsonObjectBuilder parameters) {
    JsonObjectBuilder command =
        fields().add("id", ++lastId).add("method", method).add("params", parameters);
    if (session != null) {
      command.add("sessionId", session);
    }
    try {
      to.write((command.build() + "\0").getBytes(StandardCharsets.UTF_8));
      to.flush();
      return answer(method);
    } catch (IOException | JsonException e) {
      throw new CommandFailure("Chromium ended at " + method + ": " + e.getMessage());
    }
  }

  /** The answer to the last command; what the browser tells unasked is passed over. */
  private JsonObject answer(String method) throws IOException {
    while (true) {
      JsonObject message = Json.createReader(new StringReader(next())).readObject();
      if (message.getInt("id", 0) == lastId) {
        if (message.containsKey("error")) {
          throw new CommandFailure("Chromium refused " + method + ": " + message.get("error"));
        }
        return message.getJsonObject("result");
      }
    }
  }

  /** One message; each ends with a zero byte. */
  private String next() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int b = from.read(); b != 0; b = from.read()) {
      if (b < 0) {
        throw new IOException("it closed its pipe");
      }
      text.write(b);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  /** Ends the browser and waits until it has let go of its folder. */
  @Override
  public void close() {
    limit.cancel(false);
    session = null;
    try {
      call("Browser.close", fields());
      if (browser.waitFor(END_S, TimeUnit.SECONDS)) {
        return;
      }
    } catch (CommandFailure endedAlready) {
      // then there is nothing to ask for
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    browser.destroyForcibly();
  }
}
