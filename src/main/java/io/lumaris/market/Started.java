package io.lumaris.market;

import java.time.Instant;

/**
 * Answer to a start report.
 *
 * @param mustEndBy when the market ends the attempt by itself
 */
public record Started(Instant mustEndBy, Instant now) {}
