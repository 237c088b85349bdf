package io.lumaris.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * The server of {@code lumaris.jar} laid out in a folder: Payara's libraries as files, and a jar
 * with the rest that names them as its class path. Classes from jars within a jar the JVM cannot
 * put into an archive.
 */
final class ServerFolder {
  private static final String LIBRARIES = "MICRO-INF/runtime/";
  private static final String COMMAND_LINE = "LUMARIS-CLI/";
  private static final String LAID_OUT = "runtime/";

  private ServerFolder() {}

  /**
   * Makes it anew.
   *
   * @throws IOException when it cannot be written, or this thread is interrupted
   */
  static void make(ServerProgram program) throws IOException {
    Folders.delete(program.folder());
    Files.createDirectories(program.folder().resolve(LAID_OUT));
    Files.createFile(program.folder().resolve("in-use"));
    try (JarFile jar = new JarFile(program.jar().toFile())) {
      List<String> libraries = new ArrayList<>();
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (Thread.currentThread().isInterrupted()) {
          throw new IOException("interrupted");
        }
        if (entry.getName().startsWith(LIBRARIES) && !entry.isDirectory()) {
          libraries.add(layOut(jar, entry, program.folder()));
        }
      }
      Collections.sort(libraries);
      writeJar(jar, program.unpackedJar(), libraries);
    }
  }

  /** Payara's libraries have names without folders. */
  private static String layOut(JarFile jar, JarEntry entry, Path folder) throws IOException {
    String name = LAID_OUT + Path.of(entry.getName()).getFileName();
    try (InputStream in = jar.getInputStream(entry)) {
      Files.copy(in, folder.resolve(name));
    }
    return name;
  }

  /** All but the libraries and the command line; what Payara needs opened stays in the manifest. */
  private static void writeJar(JarFile from, Path target, List<String> libraries)
      throws IOException {
    Manifest manifest = new Manifest(from.getManifest());
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", libraries));
    try (OutputStream out = Files.newOutputStream(target);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (JarEntry entry : Collections.list(from.entries())) {
        String name = entry.getName();
        if (!name.startsWith(LIBRARIES)
            && !name.startsWith(COMMAND_LINE)
            && !name.equals(JarFile.MANIFEST_NAME)) {
          jar.putNextEntry(new JarEntry(entry));
          from.getInputStream(entry).transferTo(jar);
        }
      }
    }
  }
}
