package io.lumaris.local;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The random keys of one installation, made on the first {@code up} and kept in its data folder in
 * a file that only its owner can read. They reach the servers through such files and through
 * environment variables, never on a command line.
 */
public final class Secrets {
  /** What each is for. */
  public enum Key {
    /** PostgreSQL's superuser. */
    POSTGRES_PASSWORD,
    /** The role that owns Nakama's database and our schema in it. */
    DATABASE_PASSWORD,
    /** Signs Nakama's session tokens. */
    SESSION_KEY,
    /** Signs Nakama's refresh tokens. */
    REFRESH_KEY,
    /** Lets a server call RPCs without a user. */
    HTTP_KEY,
    /** User {@code admin} of Nakama's console. */
    CONSOLE_PASSWORD,
    /** Signs the console's tokens. */
    CONSOLE_KEY
  }

  private static final int BYTES = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<Key, String> values;

  private Secrets(Map<Key, String> values) {
    this.values = values;
  }

  /** New ones that are kept nowhere. */
  public static Secrets random() {
    Map<Key, String> values = new EnumMap<>(Key.class);
    for (Key key : Key.values()) {
      values.put(key, newSecret());
    }
    return new Secrets(values);
  }

  /**
   * Those in a file; what is missing in it is made and added.
   *
   * @param file a properties file, made with mode 0600
   * @throws LocalException when it cannot be read or written
   */
  public static Secrets in(Path file) {
    try {
      Properties stored = new Properties();
      if (Files.exists(file)) {
        try (Reader reader = Files.newBufferedReader(file)) {
          stored.load(reader);
        }
      }
      boolean added = false;
      Map<Key, String> values = new EnumMap<>(Key.class);
      for (Key key : Key.values()) {
        added |= stored.putIfAbsent(key.name().toLowerCase(Locale.ROOT), newSecret()) == null;
        values.put(key, stored.getProperty(key.name().toLowerCase(Locale.ROOT)));
      }
      if (added) {
        store(stored, file);
      }
      return new Secrets(values);
    } catch (IOException e) {
      throw new LocalException("Cannot keep the keys in " + file + ": " + e.getMessage() + ".", e);
    }
  }

  private static void store(Properties values, Path file) throws IOException {
    StringWriter text = new StringWriter();
    values.store(text, "Keys of this LUMARIS installation: keep them to yourself");
    PrivateFile.write(file, text.toString());
  }

  private static String newSecret() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The value; URL-safe characters only. */
  public String get(Key key) {
    return values.get(key);
  }

  /** Never the values. */
  @Override
  public String toString() {
    return "Secrets" + values.keySet();
  }
}
