package io.lumaris.market;

import io.lumaris.job.UsageSample;
import java.util.List;
import java.util.UUID;

/** A push: how the program of a watched job fares. What is missed is not told again. */
public record UsagePushed(UUID jobId, int attempt, List<UsageSample> samples) {}
