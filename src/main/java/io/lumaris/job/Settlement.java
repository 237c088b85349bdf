package io.lumaris.job;

/**
 * What became of a job's money when it was final; amounts in micro-credits.
 *
 * @param held the budget that was put aside
 * @param charged what the buyer paid
 * @param returned the rest
 * @param fee the market's part of what was charged, absent when nothing was
 * @param rule one sentence of docs/refund-rules.md
 */
public record Settlement(long held, long charged, long returned, Long fee, String rule) {}
