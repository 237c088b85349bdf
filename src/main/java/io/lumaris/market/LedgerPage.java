package io.lumaris.market;

import java.util.List;

/**
 * One page of a statement.
 *
 * @param cursor for the next page, absent on the last
 */
public record LedgerPage(List<LedgerEntry> entries, String cursor) {}
