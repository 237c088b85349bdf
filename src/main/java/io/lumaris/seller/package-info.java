/**
 * The loop that takes work: renew leases, report what ended, claim into free slots, start.
 *
 * <p>A timer ticks and a push wakes the same loop; the work is one method that returns counts, in a
 * plain class that tests build by hand. It gets jobs from the market and has them run by the
 * executor; it knows nothing of buyers beyond what the market says.
 */
package io.lumaris.seller;
