package io.lumaris.seller;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Makes text of the bytes of one stream, whatever they are: a character that is cut in two by the
 * end of a read is put together again, and what is no UTF-8, or is U+0000, becomes U+FFFD.
 */
final class Utf8Text {
  private static final char REPLACEMENT = '\uFFFD';

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] rest = {}; // the beginning of a character, at most 3 bytes
  private boolean skipping;

  Utf8Text() {
    this(false);
  }

  /**
   * A decoder.
   *
   * @param midway whether the bytes may begin within a character, whose rest is then left out
   */
  Utf8Text(boolean midway) {
    this.skipping = midway;
  }

  /** The text so far as it is complete. */
  String decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.allocate(rest.length + bytes.length).put(rest).put(bytes).flip();
    skipContinuation(in);
    CharBuffer out = CharBuffer.allocate(in.remaining());
    decoder.decode(in, out, false);
    rest = new byte[in.remaining()];
    in.get(rest);
    return clean(out);
  }

  /** The bytes that await the rest of their character; they are forgotten here. */
  byte[] takeRest() {
    byte[] taken = rest;
    rest = new byte[] {};
    return taken;
  }

  /** What the last bytes were, when none follow: empty or one U+FFFD. */
  String end() {
    CharBuffer out = CharBuffer.allocate(rest.length + 1);
    decoder.decode(ByteBuffer.wrap(rest), out, true);
    decoder.flush(out);
    decoder.reset();
    rest = new byte[] {};
    return clean(out);
  }

  private void skipContinuation(ByteBuffer in) {
    for (int i = 0; skipping && i < 3 && in.hasRemaining(); i++) {
      if ((in.get(in.position()) & 0xC0) == 0x80) {
        in.get();
      } else {
        break;
      }
    }
    skipping = skipping && in.limit() == 0;
  }

  private static String clean(CharBuffer out) {
    return out.flip().toString().replace('\0', REPLACEMENT);
  }

  /** Bytes of a text in UTF-8. */
  static int length(CharSequence text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      bytes += length(text.charAt(i));
    }
    return bytes;
  }

  /** How many chars from {@code start} on fit into so many bytes without cutting a character. */
  static int fitting(CharSequence text, int start, int bytes) {
    int left = bytes;
    int at = start;
    while (at < text.length()) {
      boolean pair = Character.isHighSurrogate(text.charAt(at));
      int size = pair ? 4 : length(text.charAt(at));
      if (size > left) {
        break;
      }
      left -= size;
      at += pair ? 2 : 1;
    }
    return at - start;
  }

  private static int length(char c) {
    if (c < 0x80) {
      return 1;
    }
    return c < 0x800 || Character.isSurrogate(c) ? 2 : 3; // a pair is 4 bytes: 2 for each half
  }

  /** At most so many bytes as a JSON string; a control character is six. */
  static int jsonLength(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      length += c < 0x20 ? 6 : c == '"' || c == '\\' ? 2 : c < 0x80 ? 1 : 3;
    }
    return length;
  }
}
