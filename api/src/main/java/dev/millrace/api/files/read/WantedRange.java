package dev.millrace.api.files.read;

import dev.millrace.blob.BlobStreams.ByteRange;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of a file a Range header asks for, by RFC 9110. What is no range of bytes, or is
 * several at once, is left aside, as the RFC allows: the whole file is the answer. Pure.
 */
sealed interface WantedRange {
  Pattern ONE = Pattern.compile("bytes\\s*=\\s*(\\d*)\\s*-\\s*(\\d*)", Pattern.CASE_INSENSITIVE);

  /** All of it. */
  record Whole() implements WantedRange {}

  /**
   * @param last inclusive, within the file
   */
  record Part(long first, long last) implements WantedRange {
    long length() {
      return last - first + 1;
    }

    ByteRange range() {
      return new ByteRange(first, Optional.of(last));
    }
  }

  /** The file has no such bytes. */
  record Nowhere() implements WantedRange {}

  /**
   * @param header null: none came
   * @param size of the file
   */
  static WantedRange of(String header, long size) {
    var range = header == null ? null : ONE.matcher(header.strip());
    if (range == null || !range.matches()) {
      return new Whole();
    }
    if (range.group(1).isEmpty()) {
      return range.group(2).isEmpty() ? new Whole() : tail(number(range, 2), size);
    }
    long last = range.group(2).isEmpty() ? Long.MAX_VALUE : number(range, 2);
    return between(number(range, 1), last, size);
  }

  private static WantedRange tail(long bytes, long size) {
    return bytes == 0 || size == 0 ? new Nowhere() : new Part(Math.max(0, size - bytes), size - 1);
  }

  private static WantedRange between(long first, long last, long size) {
    if (last < first) {
      return new Whole(); // no range at all, by the RFC
    }
    return first >= size ? new Nowhere() : new Part(first, Math.min(last, size - 1));
  }

  /** No file has as many bytes as a number of more digits. */
  private static long number(Matcher range, int group) {
    var digits = range.group(group);
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }
}
