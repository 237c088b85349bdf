package io.lumaris.nakama;

/**
 * A push: what a module sent to a stream that this socket is in.
 *
 * @param mode the stream's kind; 100 and above are the module's own
 * @param subject what the stream is about, mostly an id; empty if the stream has none
 * @param label the stream's label; empty if it has none
 * @param data what was sent, in our modules JSON text
 */
public record StreamData(int mode, String subject, String label, String data) {}
