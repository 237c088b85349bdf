package io.lumaris;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code lumaris} in a folder of its own, with a JDK and a Maven that are scripts too.
 */
class LauncherTest {

  private static final String JAVA = "echo java \"$@\"; exit ${RC:-0}";
  private static final String MAVEN =
      """
      [ "$1" = -v ] && { echo 'Apache Maven 3.8.7'; exit; }
      echo built >> builds
      : > target/lumaris.jar
      """;

  /** Written again until the file system's clock has gone on. */
  private static final String CHANGE =
      "until [ src/main/Changed -nt target/.build ]; do : > src/main/Changed; done";

  @TempDir private Path home;
  private Path jdk;
  private Path bin;

  @BeforeEach
  void aCheckoutThatIsNotBuilt() throws IOException {
    Files.copy(Path.of("lumaris"), home.resolve("lumaris"));
    for (String folder : List.of("src/main", "src/assembly", "docker", "jdk/bin", "bin")) {
      Files.createDirectories(home.resolve(folder));
    }
    Files.createFile(home.resolve("pom.xml"));
    jdk = home.resolve("jdk");
    bin = home.resolve("bin");
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    script(jdk.resolve("bin/java"), JAVA);
    script(jdk.resolve("bin/javac"), "");
    script(bin.resolve("mvn"), MAVEN);
  }

  @Test
  void theFirstCommandBuildsAndThenRuns() throws Exception {
    Answer answer = lumaris("jobs", "--state", "a b");

    assertThat(answer.text())
        .contains("Built LUMARIS in")
        .containsPattern("java .*-jar .*/target/lumaris.jar jobs --state a b");
  }

  @Test
  void whatIsBuiltIsNotBuiltAgain() throws Exception {
    lumaris("--version");
    Answer second = lumaris("--version");

    assertThat(builds()).hasSize(1);
    assertThat(second.text()).startsWith("java ");
  }

  @Test
  void aSourceNewerThanTheJarIsBuilt() throws Exception {
    lumaris("--version");
    Path source = Files.createFile(home.resolve("src/main/New.java"));
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    lumaris("--version");

    assertThat(builds()).hasSize(2);
  }

  @Test
  void aSourceChangedDuringTheBuildIsBuiltTheNextTime() throws Exception {
    script(bin.resolve("mvn"), MAVEN + CHANGE);
    lumaris("--version");
    script(bin.resolve("mvn"), MAVEN);
    lumaris("--version");

    assertThat(builds()).hasSize(2);
  }

  @Test
  void theExitCodeIsTheCommands() throws Exception {
    script(jdk.resolve("bin/java"), "exit 125");

    assertThat(lumaris("run").exitCode()).isEqualTo(125);
  }

  @Test
  void aFailedBuildShowsItsEndAndSaysWhereTheRestIs() throws Exception {
    script(
        bin.resolve("mvn"),
        "[ \"$1\" = -v ] && { echo 'Apache Maven 3.9.1'; exit; }; echo cannot find symbol; exit 1");

    Answer answer = lumaris("--version");

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.text()).contains("cannot find symbol").contains("target/build.log");
  }

  @Test
  void anOldJavaIsNamedWithItsVersion() throws Exception {
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

    assertThat(lumaris("--version"))
        .isEqualTo(
            new Answer(
                1,
                "lumaris: "
                    + jdk
                    + "/bin/java is Java 11; install JDK 17 or newer, or point JAVA_HOME to one.\n"));
  }

  @Test
  void aMissingJavaSaysWhatToInstall() throws Exception {
    Files.delete(jdk.resolve("bin/java"));

    assertThat(lumaris("--version").text()).startsWith("lumaris: no Java found: install JDK 17");
  }

  @Test
  void aRuntimeWithoutCompilerIsToldFromAJdk() throws Exception {
    Files.delete(jdk.resolve("bin/javac"));

    assertThat(lumaris("--version").text()).contains("install a JDK, not only a runtime");
  }

  @Test
  void anOldMavenIsNamedWithItsVersion() throws Exception {
    script(bin.resolve("mvn"), "echo 'Apache Maven 3.6.3 (abc)'");

    assertThat(lumaris("--version").text())
        .contains("is Maven 3.6.3; install Maven 3.8.7 or newer");
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(home.resolve("builds"));
  }

  private Answer lumaris(String... arguments) throws Exception {
    var command = new ProcessBuilder("/bin/sh", home.resolve("lumaris").toString());
    command.directory(home.toFile());
    command.command().addAll(List.of(arguments));
    command.environment().put("JAVA_HOME", jdk.toString());
    command.environment().merge("PATH", bin + ":", (path, first) -> first + path);
    command.redirectErrorStream(true);
    Process process = command.start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Answer(process.waitFor(), text);
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, fromString("rwxr-xr-x"));
  }

  private record Answer(int exitCode, String text) {}
}
