package io.lumaris.market;

import io.lumaris.job.LogChunk;
import java.util.List;
import java.util.UUID;

/** A push: new output of a watched job. A gap in the numbering means: read the log by RPC. */
public record LogPushed(UUID jobId, List<LogChunk> chunks, Long cutBytes) {}
