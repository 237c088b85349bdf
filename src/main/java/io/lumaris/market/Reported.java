package io.lumaris.market;

import io.lumaris.job.ImageRules;
import java.time.Instant;
import java.util.List;

/**
 * Answer to a seller's reports.
 *
 * @param answers one for each report, in their order
 * @param claims work taken; absent when none was asked for
 * @param imageRules the market's, absent when it has none or nothing was taken
 * @param whyIdle one sentence when work was asked for and there is none
 * @param now the market's clock
 */
public record Reported(
    List<ReportAnswer> answers,
    List<Claim> claims,
    ImageRules imageRules,
    String whyIdle,
    Instant now) {}
