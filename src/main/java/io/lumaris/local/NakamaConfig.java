package io.lumaris.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder that a Nakama server runs in: its two configuration files and the module, alone in a
 * folder of its own because Nakama loads every script it finds there.
 */
final class NakamaConfig {
  private static final String COMMON = "/docker/nakama/local.yml";

  private final NakamaProcess.Settings settings;
  private final Path common;
  private final Path secret;

  private NakamaConfig(NakamaProcess.Settings settings) {
    this.settings = settings;
    this.common = settings.folder().resolve("local.yml");
    this.secret = settings.folder().resolve("secret.yml");
  }

  /** Writes the files. */
  static NakamaConfig write(NakamaProcess.Settings settings) {
    NakamaConfig config = new NakamaConfig(settings);
    Path modules = settings.folder().resolve("modules");
    try (InputStream shared = NakamaConfig.class.getResourceAsStream(COMMON)) {
      PrivateFile.createFolder(settings.folder());
      Folders.delete(modules);
      Files.createDirectories(modules);
      Files.copy(settings.module(), modules.resolve("index.js"));
      PrivateFile.write(config.common, new String(shared.readAllBytes(), StandardCharsets.UTF_8));
      PrivateFile.write(config.secret, config.secrets(modules));
    } catch (IOException e) {
      throw new LocalException(
          "Could not write Nakama's configuration to "
              + settings.folder()
              + ": "
              + Failures.reason(e),
          e);
    }
    return config;
  }

  private String secrets(Path modules) {
    Secrets keys = settings.secrets();
    Database database = settings.database();
    return """
        data_dir: %s
        logger:
          level: %s
        database:
          address: [%s]
        runtime:
          path: %s
          http_key: %s
        session:
          encryption_key: %s
          refresh_encryption_key: %s
        socket:
          address: 127.0.0.1
          port: %d
          server_key: %s
        console:
          address: 127.0.0.1
          port: %d
          username: admin
          password: %s
          signing_key: %s
        """
        .formatted(
            quoted(settings.folder().resolve("data").toString()),
            settings.logLevel(),
            quoted(address(database)),
            quoted(modules.toString()),
            quoted(keys.get(Secrets.Key.HTTP_KEY)),
            quoted(keys.get(Secrets.Key.SESSION_KEY)),
            quoted(keys.get(Secrets.Key.REFRESH_KEY)),
            settings.port(),
            quoted(settings.serverKey()),
            settings.port() + NakamaProcess.CONSOLE_OFFSET,
            quoted(keys.get(Secrets.Key.CONSOLE_PASSWORD)),
            quoted(keys.get(Secrets.Key.CONSOLE_KEY)));
  }

  private static String address(Database at) {
    return encoded(at.user())
        + ":"
        + encoded(at.password())
        + "@"
        + at.host()
        + ":"
        + at.port()
        + "/"
        + at.name()
        + "?sslmode=prefer&statement_timeout=10000&lock_timeout=5000";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A YAML double-quoted scalar. */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The options that name both files; the second one wins. */
  List<String> options() {
    return List.of("--config", common.toString(), "--config", secret.toString());
  }
}
