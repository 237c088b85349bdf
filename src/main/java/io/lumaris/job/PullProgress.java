package io.lumaris.job;

/**
 * How far an image pull is.
 *
 * @param doneBytes bytes fetched so far
 * @param totalBytes bytes to fetch as far as known; grows while layers are discovered
 */
public record PullProgress(long doneBytes, long totalBytes) {}
