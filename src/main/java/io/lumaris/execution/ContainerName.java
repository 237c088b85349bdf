package io.lumaris.execution;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an attempt's container. It ends in the lease's end as last heard, because a name, in
 * contrast to a label, can be changed: so a restarted node knows whether the lease still holds
 * without any file of its own.
 */
final class ContainerName {
  private static final Pattern NAME = Pattern.compile("/?lumaris-[0-9a-f-]{36}-(\\d{1,16})");

  private ContainerName() {}

  static String of(UUID attemptId, Instant leaseUntil) {
    return "lumaris-" + attemptId + "-" + leaseUntil.toEpochMilli();
  }

  /** The lease's end in a name, empty when the name is not one of ours. */
  static Optional<Instant> leaseUntil(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(Instant.ofEpochMilli(Long.parseLong(matcher.group(1))))
        : Optional.empty();
  }
}
