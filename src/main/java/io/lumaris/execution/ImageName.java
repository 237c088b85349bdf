package io.lumaris.execution;

/**
 * An image reference taken apart as Docker does it.
 *
 * @param registry host (and port) of the registry, Docker Hub when none is named
 * @param repository registry and path, without tag and digest
 * @param reference what to ask the engine for: with {@code :latest} where nothing else is said,
 *     since a pull without a tag fetches every tag
 */
record ImageName(String registry, String repository, String reference) {
  static final String DOCKER_HUB = "docker.io";

  static ImageName of(String text) {
    int at = text.indexOf('@');
    String named = at < 0 ? text : text.substring(0, at);
    int colon = named.lastIndexOf(':');
    boolean tagged = colon > named.lastIndexOf('/');
    String path = tagged ? named.substring(0, colon) : named;
    String reference = at < 0 && !tagged ? text + ":latest" : text;
    int slash = path.indexOf('/');
    String first = slash < 0 ? "" : path.substring(0, slash);
    if (first.contains(".") || first.contains(":") || first.equals("localhost")) {
      return new ImageName(first, path, reference);
    }
    String full = slash < 0 ? "library/" + path : path;
    return new ImageName(DOCKER_HUB, DOCKER_HUB + "/" + full, reference);
  }

  boolean isOnDockerHub() {
    return registry.equals(DOCKER_HUB);
  }
}
