package io.lumaris.execution;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The real engine that the tests run on, with small images built on the spot from this machine's
 * static busybox, so that no registry is needed.
 */
public final class TestEngine {
  private static final EngineConnection CONNECTION = EngineConnection.to(Optional.empty());
  private static final Path STATIC_BUSYBOX = Path.of("/bin/busybox");

  private TestEngine() {}

  public static DockerClient client() {
    return CONNECTION.client();
  }

  /** A config whose containers no other test and no other node touches. */
  public static ExecutionConfig config() {
    return ExecutionConfig.of("test-" + UUID.randomUUID());
  }

  /** A shell and its tools; PATH is /bin. */
  public static String busybox() {
    return image(
        "lumaris-test/busybox",
        "FROM scratch\nCOPY busybox /bin/busybox\nRUN [\"/bin/busybox\", \"--install\", \"-s\","
            + " \"/bin\"]\nENV PATH=/bin\nCMD [\"echo\", \"the image's own command\"]\n");
  }

  /**
   * Builds an image from a Dockerfile that may copy {@code busybox}, unless it is there.
   *
   * @return its name with a tag that changes with the Dockerfile
   */
  static synchronized String image(String name, String dockerfile) {
    String tag = name + ":" + Integer.toHexString(dockerfile.hashCode());
    try {
      client().inspectImageCmd(tag).exec();
    } catch (NotFoundException e) {
      client()
          .buildImageCmd(new ByteArrayInputStream(context(dockerfile)))
          .withTags(Set.of(tag))
          .exec(new BuildImageResultCallback())
          .awaitImageId();
    }
    return tag;
  }

  private static byte[] context(String dockerfile) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      add(tar, "Dockerfile", dockerfile.getBytes(StandardCharsets.UTF_8), 0644);
      add(tar, "busybox", staticBusybox(), 0755);
    } catch (IOException e) {
      throw new UncheckedIOException("The build context could not be written", e);
    }
    return bytes.toByteArray();
  }

  private static byte[] staticBusybox() throws IOException {
    if (!Files.isRegularFile(STATIC_BUSYBOX)) {
      throw new IllegalStateException(
          "These tests need a static busybox: install the package busybox-static");
    }
    return Files.readAllBytes(STATIC_BUSYBOX);
  }

  private static void add(TarArchiveOutputStream tar, String name, byte[] content, int mode)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setMode(mode);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
