/**
 * The market between buyers and sellers: offer, claim, report, watch.
 *
 * <p>{@code Market} is the only door through which the two sides meet, also when both run in one
 * JVM; its one real implementation speaks to the module in Nakama. Buyers' and sellers' packages
 * and the command line call it. Pushes are hints: whoever gets one reads the truth through the
 * market again, so that a lost push costs a poll interval and never a result.
 */
package io.lumaris.market;
