package io.lumaris.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines that run {@code lumaris.jar} with the Java that runs this. */
final class JavaCommand {
  private JavaCommand() {}

  static List<String> line(List<String> jvm, Path jar, List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(jvm);
    line.add("-jar");
    line.add(jar.toString());
    line.addAll(arguments);
    return line;
  }

  /**
   * The {@code lumaris.jar} that this runs from, or the one of the sources it runs from.
   *
   * @throws LocalException when it has not been built
   */
  static Path jar() {
    String classPath = System.getProperty("java.class.path");
    Path jar =
        classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)
            ? Path.of(classPath)
            : Path.of(System.getProperty("lumaris.home", ""), "target", "lumaris.jar");
    if (!Files.isRegularFile(jar)) {
      throw new LocalException(
          "There is no " + jar.toAbsolutePath() + ": build it with mvn -Dfast package.");
    }
    return jar.toAbsolutePath();
  }
}
