package io.lumaris.browser;

import io.lumaris.testing.NakamaService;
import io.lumaris.testing.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A whole market, started once for all browser tests: PostgreSQL and Nakama with our module, a
 * portal, and a seller on the real engine, each a process of its own.
 */
final class RunningMarket {
  /** A shell and its tools; it starts fastest. */
  static final String BUSYBOX = "lumaris/busybox";

  /** What the portal offers to try. */
  static final String SAMPLE = "lumaris/python:3.11";

  private static RunningMarket instance;

  private final NakamaService nakama = Services.nakama();
  private final Path folder = makeFolder();
  private final Node portal;
  private final Node seller;

  private RunningMarket() {
    portal =
        new Node(
            "portal",
            folder,
            settings(
                "web",
                "LUMARIS_SAMPLES",
                "[{\"image\":\""
                    + SAMPLE
                    + "\",\"command\":\"python3 -c 'print(\\\"Hello world!\\\")'\"}]"));
    seller =
        new Node(
            "seller",
            folder,
            settings(
                "seller",
                "LUMARIS_SELLER_NAME",
                "amber-fox",
                "LUMARIS_SELLER_IDENTITY_FILE",
                folder.resolve("seller.identity").toString()));
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "end-of-market"));
  }

  static synchronized RunningMarket get() {
    if (instance == null) {
      instance = new RunningMarket();
    }
    return instance;
  }

  URI page() {
    return portal.url();
  }

  NakamaService nakama() {
    return nakama;
  }

  Node portal() {
    return portal;
  }

  Node seller() {
    return seller;
  }

  /** One more portal on this market, with settings of its own; ended by whoever started it. */
  Node anotherPortal(String name, String... settings) {
    return new Node(name, folder, settings("web", settings));
  }

  /** Where logs and whatever tests write go. */
  Path folder() {
    return folder;
  }

  /** Settings of a node in these roles on this market. */
  Map<String, String> settings(String roles, String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("LUMARIS_ROLES", roles);
    settings.put("LUMARIS_NAKAMA_URL", nakama.baseUri().toString());
    settings.put("LUMARIS_NAKAMA_SERVER_KEY", nakama.serverKey());
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  private void stop() {
    seller.stop();
    portal.stop();
  }

  private static Path makeFolder() {
    try {
      return Files.createDirectories(Path.of("target", "browser-tests").toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
