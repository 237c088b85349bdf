package io.lumaris.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page's files and those of its libraries, read once when the portal starts: they are few and
 * small. What is not among them does not exist, so that no path can lead anywhere else.
 */
@ApplicationScoped
class PageFiles {
  static final String INDEX = "/index.html";
  static final String NODE = "/node.html";

  private static final String LIBRARIES = "/webjars/";
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "map", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2",
          "webmanifest", "application/manifest+json");

  /** Jars need no entries for their folders, and a folder without one is not listed. */
  private static final Pattern UNLISTED =
      Pattern.compile(LIBRARIES + "(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/){2,8}[A-Za-z0-9_-]+\\.js");

  private final Map<String, PageFile> files = new ConcurrentHashMap<>();
  private final Set<String> scriptHashes = new TreeSet<>();

  private ServletContext context;

  PageFiles() {}

  @Inject
  PageFiles(ServletContext context) {
    this.context = context;
    read(context, "/");
  }

  Optional<PageFile> find(String path) {
    if (!files.containsKey(path) && UNLISTED.matcher(path).matches()) {
      readFile(context, path);
    }
    return Optional.ofNullable(files.get(path));
  }

  /** The hashes of the pages' import maps, the only inline scripts there may be. */
  Set<String> scriptHashes() {
    return scriptHashes;
  }

  private void read(ServletContext context, String folder) {
    Set<String> paths = context.getResourcePaths(folder);
    for (String path : paths == null ? Set.<String>of() : paths) {
      if (path.startsWith("/WEB-INF/") || path.startsWith("/META-INF/")) {
        continue;
      }
      if (path.endsWith("/")) {
        read(context, path);
      } else {
        readFile(context, path);
      }
    }
  }

  private void readFile(ServletContext context, String path) {
    String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    if (type == null) {
      return; // a library's licence, its sources: nothing a page asks for
    }
    try (InputStream in = context.getResourceAsStream(path)) {
      if (in == null) {
        return;
      }
      byte[] bytes = in.readAllBytes();
      files.put(path, PageFile.of(type, bytes, path.startsWith(LIBRARIES)));
      if (path.endsWith(".html")) {
        findImportMaps(new String(bytes, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The page's file " + path + " cannot be read", e);
    }
  }

  private void findImportMaps(String html) {
    Matcher maps = IMPORT_MAP.matcher(html);
    while (maps.find()) {
      scriptHashes.add(PageFile.cspHash(maps.group(1).getBytes(StandardCharsets.UTF_8)));
    }
  }
}
