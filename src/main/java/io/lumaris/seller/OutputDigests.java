package io.lumaris.seller;

import io.lumaris.job.LogStream;
import io.lumaris.receipt.OutputHash;
import io.lumaris.receipt.Sha256;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/** The hashes of what a program prints, taken as it is printed and before anything is cut. */
final class OutputDigests {
  private final Map<LogStream, Running> streams = new EnumMap<>(LogStream.class);
  private final boolean fromTheStart;

  /**
   * Of a program that has printed nothing yet.
   *
   * @param fromTheStart whether this sees all of it; else there are no hashes
   */
  OutputDigests(boolean fromTheStart) {
    this.fromTheStart = fromTheStart;
    streams.put(LogStream.STDOUT, new Running());
    streams.put(LogStream.STDERR, new Running());
  }

  /** What LUMARIS itself says in between is not of the program, and is left out. */
  synchronized void add(LogStream stream, byte[] bytes) {
    if (streams.containsKey(stream)) {
      Running running = streams.get(stream);
      running.digest.update(bytes);
      running.bytes += bytes.length;
    }
  }

  /** Of all that was printed on this stream so far; {@code null} when not all of it was seen. */
  synchronized OutputHash of(LogStream stream) {
    return fromTheStart ? streams.get(stream).hash() : null;
  }

  private static final class Running {
    private final MessageDigest digest = Sha256.digest();
    private long bytes;

    OutputHash hash() {
      try {
        MessageDigest soFar = (MessageDigest) digest.clone();
        return new OutputHash(HexFormat.of().formatHex(soFar.digest()), bytes);
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException("Java's SHA-256 can be cloned", e);
      }
    }
  }
}
