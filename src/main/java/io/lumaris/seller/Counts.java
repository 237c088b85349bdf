package io.lumaris.seller;

/**
 * What one turn of the loop did.
 *
 * @param renewed leases renewed
 * @param ended attempts that ended since the turn before
 * @param claimed attempts claimed, also by end reports since the turn before
 * @param started attempts started of those
 */
record Counts(int renewed, int ended, int claimed, int started) {}
