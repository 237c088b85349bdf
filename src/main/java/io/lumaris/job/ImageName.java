package io.lumaris.job;

import java.util.Locale;

/**
 * An image reference taken apart as Docker does it.
 *
 * @param registry host (and port) of the registry, Docker Hub when none is named; one registry has
 *     one name, however it is spelled
 * @param repository registry and path, without tag and digest
 * @param canonical the whole name with all that Docker fills in, as {@code
 *     docker.io/library/busybox:latest}
 * @param reference what to ask the engine for: with {@code :latest} where nothing else is said,
 *     since a pull without a tag fetches every tag
 */
public record ImageName(String registry, String repository, String canonical, String reference) {
  private static final String DOCKER_HUB = "docker.io";

  // The engine takes sha256:abc for the first characters of an image's id, whatever its name is.
  private static final String ID_PREFIX = "sha256";

  /** Takes a reference apart, whatever it says. */
  public static ImageName of(String text) {
    int at = text.indexOf('@');
    String named = at < 0 ? text : text.substring(0, at);
    int colon = named.lastIndexOf(':');
    boolean tagged = colon > named.lastIndexOf('/');
    String path = tagged ? named.substring(0, colon) : named;
    String whole = at < 0 && !tagged ? text + ":latest" : text;
    int slash = path.indexOf('/');
    String first = slash < 0 ? "" : path.substring(0, slash);
    boolean namesOne = first.contains(".") || first.contains(":") || first.equals("localhost");
    String registry = namesOne ? registry(first) : DOCKER_HUB;
    String inRegistry = namesOne ? path.substring(slash + 1) : path;
    boolean official = registry.equals(DOCKER_HUB) && inRegistry.indexOf('/') < 0;
    String repository = registry + "/" + (official ? "library/" : "") + inRegistry;
    String canonical = repository + whole.substring(path.length());
    return new ImageName(
        registry, repository, canonical, path.equals(ID_PREFIX) ? canonical : whole);
  }

  /**
   * Hosts know no upper case, 443 is the port where none is named, and Docker Hub has three names.
   */
  static String registry(String host) {
    return host.toLowerCase(Locale.ROOT)
        .replaceFirst(":443$", "")
        .replaceFirst("^(index|registry-1)\\.docker\\.io$", DOCKER_HUB);
  }

  public boolean isOnDockerHub() {
    return registry.equals(DOCKER_HUB);
  }
}
