package io.lumaris.market;

import java.util.UUID;

/**
 * What the market says to one of several jobs that were submitted in one call.
 *
 * @param jobId of the job; absent when it was refused
 * @param created false when the client token was known and this is the job it made before; absent
 *     when it was refused
 * @param code of a refusal, a gRPC code; only this job is refused
 * @param message of a refusal: reason, colon, sentence
 */
public record SubmitAnswer(UUID jobId, Boolean created, Integer code, String message) {}
