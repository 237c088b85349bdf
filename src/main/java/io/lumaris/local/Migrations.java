package io.lumaris.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The scripts of the schema as files. Flyway finds scripts in jars by itself, but not below a
 * folder of a jar, where the command line lies in {@code lumaris.jar}.
 */
final class Migrations implements AutoCloseable {
  private static final String RESOURCE = "/db/migration";

  private final Path folder;
  private final boolean unpacked;

  private Migrations(Path folder, boolean unpacked) {
    this.folder = folder;
    this.unpacked = unpacked;
  }

  /** Where they are; unpacked when they are in a jar. */
  static Migrations open() {
    URL found = Migrations.class.getResource(RESOURCE);
    if (found == null) {
      throw new LocalException("This build of LUMARIS has no schema: build it with mvn package.");
    }
    try {
      return found.openConnection() instanceof JarURLConnection jar
          ? new Migrations(unpack(jar), true)
          : new Migrations(Path.of(new URI(found.toString())), false);
    } catch (IOException | URISyntaxException e) {
      throw new LocalException("Cannot read the schema's scripts: " + e.getMessage() + ".", e);
    }
  }

  private static Path unpack(JarURLConnection connection) throws IOException {
    connection.setUseCaches(false);
    Path target = Files.createTempDirectory("lumaris-schema");
    try (JarFile jar = connection.getJarFile()) {
      String prefix = connection.getEntryName().replaceFirst("/$", "") + "/";
      Enumeration<JarEntry> entries = jar.entries();
      while (entries.hasMoreElements()) {
        JarEntry entry = entries.nextElement();
        if (!entry.isDirectory() && entry.getName().startsWith(prefix)) {
          String name = entry.getName().substring(prefix.length()).replace('/', '_');
          try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, target.resolve(name));
          }
        }
      }
    }
    return target;
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    if (unpacked) {
      try {
        Folders.delete(folder);
      } catch (IOException left) {
        // A few kilobytes in the folder for temporary files.
      }
    }
  }
}
