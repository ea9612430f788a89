package dev.millrace.api.gateway;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Tells text from bytes that only look like it. Pure. */
final class Utf8 {
  /** Of long bodies so much at a time: what is allocated is cleared first. */
  private static final int SLICE = 1 << 13;

  private Utf8() {}

  /**
   * Whether all of it is UTF-8 to the letter. A reader of JSON is not so strict, and would guess at
   * other encodings; but what we read here goes on to others byte for byte.
   */
  static boolean isAll(byte[] bytes) {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var in = ByteBuffer.wrap(bytes);
    var out = CharBuffer.allocate(Math.min(SLICE, bytes.length));
    while (true) {
      var result = decoder.decode(in, out, true);
      if (result.isUnderflow()) {
        return true;
      }
      if (result.isError()) {
        return false;
      }
      out.clear();
    }
  }
}
