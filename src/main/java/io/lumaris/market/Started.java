package io.lumaris.market;

import java.time.Instant;

/**
 * Answer to a start report.
 *
 * @param mustEndBy when the market ends the attempt by itself
 * @param lastSeq the last sequence number of output the market has of this attempt, absent when it
 *     has none: a restarted seller numbers on from there
 */
public record Started(Instant mustEndBy, Instant now, Long lastSeq) {}
