package io.lumaris.cli;

import io.lumaris.local.Database;
import io.lumaris.local.MarketSettings;
import io.lumaris.local.Part;
import io.lumaris.local.Progress;
import io.lumaris.local.Up;
import io.lumaris.local.UpSettings;
import io.lumaris.local.Versions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The market that is measured: one of its own on free ports, or one that runs already. */
final class BenchStack implements AutoCloseable {
  private final String server;
  private final Up up; // null for a market that runs already
  private final Path folder;

  private BenchStack(String server, Up up, Path folder) {
    this.server = server;
    this.up = up;
    this.folder = folder;
  }

  /**
   * Starts a market unless the options name one.
   *
   * @param seller with a seller that runs real containers
   */
  static BenchStack start(BenchOptions options, boolean seller) throws IOException {
    if (options.server != null) {
      return new BenchStack(options.server, null, null);
    }
    Path folder = Files.createTempDirectory("lumaris-bench");
    shareProgramsWith(folder);
    UpSettings free = UpSettings.in(folder).onFreePorts();
    UpSettings settings = seller ? free : free.withoutSeller();
    Up up = new Up(settings, Progress.SILENT);
    BenchStack stack = new BenchStack(settings.serverAddress(), up, folder);
    Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "bench-end"));
    up.start();
    return stack;
  }

  /** What {@code up} has built before need not be built again. */
  private static void shareProgramsWith(Path folder) throws IOException {
    Path programs = Path.of(System.getProperty("user.home"), ".lumaris", "bin");
    if (Files.isDirectory(programs)) {
      Files.createSymbolicLink(folder.resolve("bin"), programs);
    }
  }

  String server() {
    return server;
  }

  /** The page of the market started here, with its slash; empty for one that runs already. */
  Optional<String> page() {
    return Optional.ofNullable(up).map(Up::page);
  }

  /** The database of the market started here. */
  Database database() {
    return up.database().orElseThrow();
  }

  /** The settings of the market started here. */
  MarketSettings settings() {
    return new MarketSettings(database());
  }

  /** A folder that is removed with the market. */
  Path scratch(String name) {
    return folder.resolve(name);
  }

  void describe(PrintWriter out) throws IOException {
    String nakama = up == null ? server : Versions.nakama();
    String postgres = up == null ? "that of " + server : Versions.postgres();
    MachineFacts.print(out, Lumaris.version(), nakama, postgres);
  }

  /** Resident memory of what runs, in MB. */
  void describeMemory(PrintWriter out) {
    Table table = new Table("memory in use", "MB");
    for (Part part : up == null ? List.<Part>of() : up.parts()) {
      table.row(part.name(), Long.toString(MachineFacts.residentMb(part.identity().pid())));
    }
    table.print(out);
    out.println();
  }

  @Override
  public void close() {
    if (up != null) {
      up.close();
      delete();
    }
  }

  private void delete() {
    try (Stream<Path> all = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
