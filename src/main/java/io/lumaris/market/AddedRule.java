package io.lumaris.market;

/**
 * Answer to a rule about images.
 *
 * @param created false when a rule of the same effect and pattern was there already
 */
public record AddedRule(PolicyRule rule, boolean created) {}
