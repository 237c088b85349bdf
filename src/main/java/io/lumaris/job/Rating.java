package io.lumaris.job;

import java.time.Instant;

/**
 * What a buyer thinks of how a job was done.
 *
 * @param stars 1 to 5
 * @param text one line; may be absent
 */
public record Rating(int stars, String text, Instant ratedAt) {}
