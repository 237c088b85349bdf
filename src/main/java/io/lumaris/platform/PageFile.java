package io.lumaris.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** One file of the page, ready to be sent. */
final class PageFile {
  private final String type;
  private final byte[] bytes;
  private final byte[] gzip;
  private final String etag;
  private final boolean immutable;

  private PageFile(String type, byte[] bytes, boolean immutable) {
    this.type = type;
    this.bytes = bytes;
    this.gzip = compress(bytes);
    this.etag = "W/\"" + HexFormat.of().formatHex(sha256(bytes), 0, 12) + "\"";
    this.immutable = immutable;
  }

  /**
   * A file of the page.
   *
   * @param type media type
   * @param immutable whether the path names the version, so that the content can never change
   */
  static PageFile of(String type, byte[] bytes, boolean immutable) {
    return new PageFile(type, bytes, immutable);
  }

  String type() {
    return type;
  }

  /** The content, compressed if the browser takes that and it helps. */
  byte[] body(boolean compressed) {
    return compressed ? gzip : bytes;
  }

  boolean smallerCompressed() {
    return gzip.length < bytes.length;
  }

  /** Changes with the content, and only with it. */
  String etag() {
    return etag;
  }

  boolean immutable() {
    return immutable;
  }

  /** The hash by which a Content-Security-Policy names an inline script. */
  static String cspHash(byte[] script) {
    return "'sha256-" + Base64.getEncoder().encodeToString(sha256(script)) + "'";
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static byte[] compress(byte[] bytes) {
    ByteArrayOutputStream to = new ByteArrayOutputStream(bytes.length / 3 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(to)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return to.toByteArray();
  }
}
