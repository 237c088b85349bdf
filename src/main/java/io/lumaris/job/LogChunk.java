package io.lumaris.job;

import java.time.Instant;

/**
 * A piece of a job's output.
 *
 * @param seq when a seller sends it: 1, 2, 3 … within the attempt; when a buyer reads it: attempt
 *     number × 10,000,000 + that
 * @param attempt attempt number, absent when a seller sends it
 * @param time when it was read from the container
 * @param stream where it came from
 * @param text valid UTF-8 without U+0000, possibly ending in the middle of a line
 */
public record LogChunk(long seq, Integer attempt, Instant time, LogStream stream, String text) {}
