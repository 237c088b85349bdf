package io.lumaris.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.cli.Commands.Ran;
import io.lumaris.testing.NakamaService;
import io.lumaris.testing.Services;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both benchmarks, as short as they can be: that they measure, not what. */
class BenchIT {
  private static final String FACTS = "docker +\\d+\\.";
  private static final String FIGURES = "( +\\d+\\.\\d){4}";

  private final NakamaService nakama = Services.nakama();
  @TempDir private Path folder;
  private Commands commands;

  @BeforeEach
  void putNakamaOnThePath() throws Exception {
    Path programs = Files.createDirectory(folder.resolve("programs"));
    Files.createSymbolicLink(programs.resolve("nakama"), nakama.program());
    commands = new Commands(folder, nakama).with("PATH", programs + ":" + System.getenv("PATH"));
  }

  @AfterEach
  void end() {
    commands.close();
  }

  @Test
  void latencyIsMeasuredFromSubmitToResultAndFromPrintToBrowser() throws Exception {
    Ran ran = commands.run("bench", "latency", "--runs", "2", "--warmup", "1", "--lines", "4");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .containsPattern(FACTS)
        .containsPattern("LUMARIS +2" + FIGURES)
        .containsPattern("docker run +2" + FIGURES)
        .containsPattern("read by a client +4" + FIGURES)
        .containsPattern("text in a browser's document +4" + FIGURES)
        .contains("steps of 10 ms");
  }

  @Test
  void withoutAChromiumTheBrowserIsSaidNotToBeMeasured() throws Exception {
    commands.with("PATH", allProgramsBut("chromium").toString());

    Ran ran = commands.run("bench", "latency", "--runs", "1", "--warmup", "0", "--lines", "2");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .containsPattern("read by a client +2" + FIGURES)
        .contains("Not measured in a browser: no Chromium is on the PATH");
  }

  @Test
  void throughputIsMeasuredWithRealContainersAndWithoutThem() throws Exception {
    Ran ran =
        commands.run(
            "bench",
            "throughput",
            "--runs",
            "2",
            "--warmup",
            "1",
            "--seconds",
            "1",
            "--sellers",
            "2",
            "--buyers",
            "1");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .containsPattern(FACTS)
        .containsPattern("LUMARIS, one seller with \\d+ slots( +\\d+\\.\\d){3}")
        .containsPattern("Coordination: 2 no-op sellers of 16 slots, 1 buyers, \\d+ jobs");
  }

  /** A folder with everything that is on the PATH, in its order, without one. */
  private Path allProgramsBut(String missing) throws IOException {
    Path programs = folder.resolve("programs");
    for (String place : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (!Files.isDirectory(Path.of(place))) {
        continue;
      }
      try (Stream<Path> all = Files.list(Path.of(place))) {
        for (Path program : all.filter(one -> !one.endsWith(missing)).toList()) {
          Path link = programs.resolve(program.getFileName());
          if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(link, program);
          }
        }
      }
    }
    return programs;
  }
}
