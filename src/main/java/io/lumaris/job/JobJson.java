package io.lumaris.job;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.time.Instant;
import java.util.Locale;

/**
 * The one JSON form of jobs: snake_case names, times as epoch milliseconds, enum constants in lower
 * case, absent instead of null. The same in RPCs, REST, WebSocket and {@code --json}.
 */
public final class JobJson {
  private static final Jsonb JSONB = JsonbBuilder.create(config());

  private JobJson() {}

  /** The shared, thread-safe binding. */
  public static Jsonb jsonb() {
    return JSONB;
  }

  /** The word for a constant on the wire, in SQL and on the page: its name in lower case. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static JsonbConfig config() {
    return new JsonbConfig()
        .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES)
        .withAdapters(
            new Times(),
            new JobStates(),
            new AttemptStates(),
            new Phases(),
            new Reasons(),
            new LogStreams());
  }

  /** Instant as epoch milliseconds. */
  public static final class Times implements JsonbAdapter<Instant, Long> {
    @Override
    public Long adaptToJson(Instant time) {
      return time.toEpochMilli();
    }

    @Override
    public Instant adaptFromJson(Long millis) {
      return Instant.ofEpochMilli(millis);
    }
  }

  private abstract static class Words<E extends Enum<E>> implements JsonbAdapter<E, String> {
    private final Class<E> type;

    Words(Class<E> type) {
      this.type = type;
    }

    @Override
    public String adaptToJson(E value) {
      return word(value);
    }

    @Override
    public E adaptFromJson(String word) {
      return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }
  }

  /** {@link JobState} as its word. */
  public static final class JobStates extends Words<JobState> {
    public JobStates() {
      super(JobState.class);
    }
  }

  /** {@link AttemptState} as its word. */
  public static final class AttemptStates extends Words<AttemptState> {
    public AttemptStates() {
      super(AttemptState.class);
    }
  }

  /** {@link Phase} as its word. */
  public static final class Phases extends Words<Phase> {
    public Phases() {
      super(Phase.class);
    }
  }

  /** {@link Reason} as its word. */
  public static final class Reasons extends Words<Reason> {
    public Reasons() {
      super(Reason.class);
    }
  }

  /** {@link LogStream} as its word. */
  public static final class LogStreams extends Words<LogStream> {
    public LogStreams() {
      super(LogStream.class);
    }
  }
}
