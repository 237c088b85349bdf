package io.lumaris.cli;

import io.lumaris.local.SearchPath;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The way of a printed line, measured at a client and in a browser, and how sure that is. */
final class LogLatencies {
  private final BenchStack stack;
  private final BenchMarket market;
  private final String image;
  private final int lines;

  LogLatencies(BenchStack stack, BenchMarket market, String image, int lines) {
    this.stack = stack;
    this.market = market;
    this.image = image;
    this.lines = lines;
  }

  void print(PrintWriter out) throws InterruptedException {
    UptimeClock clock = UptimeClock.compared();
    Table table = Sample.table("a line, one each 0.25 s: printed to");
    StringBuilder missing = new StringBuilder();
    try {
      table.row(LogLatency.measure(market, image, lines, clock).row("read by a client"));
    } catch (CommandFailure e) {
      missing.append("Not measured at a client: ").append(e.getMessage()).append('\n');
    }
    try {
      table.row(inBrowser(clock).row("text in a browser's document"));
    } catch (CommandFailure e) {
      missing.append("Not measured in a browser: ").append(e.getMessage()).append('\n');
    }
    table.print(out);
    out.print(missing);
    out.println(UptimeClock.FINENESS);
    out.println();
  }

  private Sample inBrowser(UptimeClock clock) {
    String page =
        stack
            .page()
            .orElseThrow(() -> new CommandFailure("the page of --server is not known here."));
    Path chromium =
        chromium()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "no Chromium is on the PATH (Debian: apt-get install chromium)."));
    return new BrowserLatency(clock, lines)
        .measure(chromium, stack.scratch("chromium"), page, image);
  }

  private static Optional<Path> chromium() {
    SearchPath path = SearchPath.ofEnvironment();
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .map(path::find)
        .flatMap(Optional::stream)
        .findFirst();
  }
}
