package io.lumaris.market;

import io.lumaris.job.ImageRules;
import java.util.List;

/**
 * Answer to a claim.
 *
 * @param imageRules the market's, absent when it has none
 * @param whyIdle one sentence when there is nothing to take
 */
public record Claims(List<Claim> claims, ImageRules imageRules, String whyIdle) {}
