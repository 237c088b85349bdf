package io.lumaris.job;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids of jobs, accounts and rules, as somebody wrote them. */
public final class Ids {
  /** {@link UUID#fromString} also takes an id with digits left out; it would be nobody's. */
  private static final Pattern WHOLE =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Ids() {}

  /** The id; empty for a text that is none, and for {@code null}. */
  public static Optional<UUID> read(String text) {
    return text == null || !WHOLE.matcher(text).matches()
        ? Optional.empty()
        : Optional.of(UUID.fromString(text));
  }
}
