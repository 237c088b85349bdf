package io.lumaris.buyer;

/**
 * A job to try.
 *
 * @param image an image that sellers here have or can get
 * @param command what to run in it
 */
public record Sample(String image, String command) {}
