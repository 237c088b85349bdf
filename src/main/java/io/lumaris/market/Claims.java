package io.lumaris.market;

import java.util.List;

/**
 * Answer to a claim.
 *
 * @param whyIdle one sentence when there is nothing to take
 */
public record Claims(List<Claim> claims, String whyIdle) {}
