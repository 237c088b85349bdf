package io.lumaris.local;

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

/** What a server is started from. */
class ServerProgramTest {
  @TempDir private Path folder;
  private Path jar;

  @BeforeEach
  void aJar() throws IOException {
    jar = Files.writeString(folder.resolve("lumaris.jar"), "jar");
  }

  @Test
  void withoutAnArchiveItIsTheJar() {
    assertThat(program().serve(List.of()))
        .containsSequence("-jar", jar.toString(), "serve")
        .noneMatch(argument -> argument.contains("SharedArchiveFile"));
  }

  @Test
  void anArchiveThatFitsIsUsed() throws IOException {
    putArchive();

    assertThat(program().serve(List.of("--port", "1")))
        .contains("-XX:SharedArchiveFile=" + program().archive(), "-Xshare:auto")
        .containsSequence("-jar", program().unpackedJar().toString(), "serve", "--port", "1");
  }

  @Test
  void anArchiveThatIsBeingMadeIsNotUsed() throws IOException {
    Files.createDirectories(program().folder());
    Files.createFile(program().unpackedJar());
    Files.createFile(program().folder().resolve("classes.new"));

    assertThat(program().serve(List.of())).containsSequence("-jar", jar.toString());
  }

  @Test
  void anArchiveThatWasCutOffIsNotUsed() throws IOException {
    putArchive();
    Files.writeString(program().archive(), "clas");

    assertThat(program().hasArchive()).isFalse();
  }

  @Test
  void anArchiveOfAnotherJarIsNotUsed() throws IOException {
    putArchive();
    Files.writeString(jar, "another jar");

    assertThat(program().hasArchive()).isFalse();
  }

  @Test
  void anArchiveOfAJarBuiltAnewIsNotUsed() throws IOException {
    putArchive();
    ServerProgram before = program();
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));

    assertThat(program().hasArchive()).isFalse();
    assertThat(before.isCurrent()).isFalse();
  }

  @Test
  void theFolderNamesTheJava() {
    assertThat(program().folder().getFileName().toString())
        .startsWith("payara-")
        .contains("-java-" + Runtime.version().feature());
  }

  private ServerProgram program() {
    return ServerProgram.of(jar, folder.resolve("bin"));
  }

  private void putArchive() throws IOException {
    Files.createDirectories(program().folder());
    program().keepArchive(Files.writeString(folder.resolve("classes.new"), "classes"));
  }
}
