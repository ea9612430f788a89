package dev.millrace.payload;

/** Counts bytes of text without making them. */
final class Utf8 {
  private Utf8() {}

  static long size(String text) {
    long size = 0;
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c < 0x80) {
        size++;
      } else if (c < 0x800 || Character.isSurrogate(c)) {
        size += 2; // a pair of surrogates makes four
      } else {
        size += 3;
      }
    }
    return size;
  }
}
