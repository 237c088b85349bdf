package io.lumaris.receipt;

/**
 * What a program printed on one stream.
 *
 * @param sha256 of all bytes as they were printed, before anything was cut
 * @param bytes how many
 */
public record OutputHash(String sha256, long bytes) {}
