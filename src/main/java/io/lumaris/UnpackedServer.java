package io.lumaris;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Payara Micro as it lies in a folder that the command line has prepared: its libraries are on the
 * class path, so that the JVM may take them from an archive of classes.
 */
final class UnpackedServer {
  /** What Payara's own starter calls in such a folder; its manifest names it as Start-Class. */
  static final String MAIN = "fish.payara.micro.impl.PayaraMicroImpl";

  private static FileLock use;

  private UnpackedServer() {}

  /** False in {@code lumaris.jar}, where Payara's libraries are jars within the jar. */
  static boolean isHere() {
    String file = MAIN.replace('.', '/') + ".class";
    return UnpackedServer.class.getClassLoader().getResource(file) != null;
  }

  /** Tells Payara where it lies, and holds the folder: nobody deletes it while this JVM lives. */
  static void open() throws IOException {
    Path jar = jar();
    System.setProperty("fish.payara.micro.BootJar", jar.toUri().toString());
    System.setProperty("fish.payara.micro.UnpackDir", jar.getParent().toString());
    use =
        FileChannel.open(jar.resolveSibling("in-use"), StandardOpenOption.READ).tryLock(0, 1, true);
    if (use == null) {
      throw new IOException("the folder " + jar.getParent() + " is being deleted.");
    }
  }

  private static Path jar() throws IOException {
    try {
      return Path.of(
          UnpackedServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the server cannot be found: " + e.getMessage(), e);
    }
  }
}
