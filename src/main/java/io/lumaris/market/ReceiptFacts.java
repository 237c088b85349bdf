package io.lumaris.market;

import java.time.Instant;
import java.util.List;

/**
 * Answer to the question what receipts must say.
 *
 * @param now the market's clock, to date the receipts by
 */
public record ReceiptFacts(List<ReceiptAnswer> answers, Instant now) {}
