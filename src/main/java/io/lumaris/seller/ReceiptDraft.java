package io.lumaris.seller;

import io.lumaris.receipt.Statement;
import java.time.Instant;

/**
 * What this node will sign about an attempt, as far as it knows it.
 *
 * @param ended whether the statement holds the end; before that nothing is signed
 * @param claimedAt by this machine's clock
 */
public record ReceiptDraft(boolean ended, Instant claimedAt, Statement statement) {}
