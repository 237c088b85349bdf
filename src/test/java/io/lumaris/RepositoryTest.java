package io.lumaris;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RepositoryTest {

  private static final int MOST_LINES = 250;
  private static final Path SOURCES = Path.of("src");

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    Set<Path> packages = foldersOf(sources(".java").filter(path -> path.startsWith("src/main")));
    Set<Path> documented = foldersOf(sources("package-info.java"));

    assertThat(packages).isNotEmpty().isSubsetOf(documented);
  }

  @Test
  void noFileIsTooLongToReadAtOnce() throws IOException {
    assertThat(sources(".java", ".js", ".sql").filter(longerThan(MOST_LINES))).isEmpty();
  }

  private static Stream<Path> sources(String... endings) throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(path -> Stream.of(endings).anyMatch(path.toString()::endsWith))
          .toList()
          .stream();
    }
  }

  private static Set<Path> foldersOf(Stream<Path> files) {
    return files.map(Path::getParent).collect(Collectors.toSet());
  }

  private static Predicate<Path> longerThan(int lines) {
    return file -> {
      try (Stream<String> text = Files.lines(file)) {
        return text.count() > lines;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
