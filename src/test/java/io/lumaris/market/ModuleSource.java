package io.lumaris.market;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The text of the module, for tests of what Nakama can only tell when it starts. */
record ModuleSource(String main, String all) {
  private static final Path FOLDER = Path.of("src/main/nakama");

  static ModuleSource read() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        all.append(Files.readString(file));
      }
    }
    return new ModuleSource(Files.readString(FOLDER.resolve("main.js")), all.toString());
  }

  /** The statements of InitModule, one a line. */
  List<String> statements() {
    String body = main.substring(main.indexOf("function InitModule(") + 1);
    return body.substring(body.indexOf('\n'), body.indexOf("\n}"))
        .replaceAll("\\n\\s*//[^\\n]*", "")
        .replaceAll("\\s*\\n\\s*", " ")
        .strip()
        .lines()
        .flatMap(line -> Stream.of(line.split("(?<=;) ?", -1)))
        .filter(statement -> !statement.isBlank())
        .toList();
  }

  List<String> rpcIds() {
    return matches(main, "registerRpc\\(\"(\\w+)\"");
  }

  static List<String> matches(String text, String regex) {
    return Pattern.compile(regex).matcher(text).results().map(ModuleSource::first).toList();
  }

  private static String first(MatchResult match) {
    return match.group(1);
  }
}
