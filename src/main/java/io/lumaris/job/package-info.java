/**
 * What a job is, wherever it is: its specification, states, reasons, limits, usage and money.
 *
 * <p>These are the words of the market (design: job, attempt, lease, quote, hold, settlement) as
 * immutable values. Every other package may use them; this one knows none of the others, no
 * container and no wire, so that the buyer's side, the seller's side and the command line can never
 * mean different things by the same word.
 */
package io.lumaris.job;
