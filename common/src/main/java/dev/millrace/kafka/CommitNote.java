package dev.millrace.kafka;

import java.util.Base64;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a worker writes beside a committed offset: how many records beyond it have ended too, and
 * which. Kafka knows one offset, requests end in any order: without the number a single long
 * request would hide the progress of all behind it, and without the rest whoever is given the
 * partition next would look at all of them again.
 */
public final class CommitNote {
  /** Records beyond the offset of which a note says whether they ended: what fits into one. */
  static final int REACH = 24_000;

  private static final Pattern NOTE = Pattern.compile("ended=(\\d{1,9})(?:;which=([\\w-]*))?");
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private CommitNote() {}

  /**
   * At most 4,020 characters: Kafka takes 4,096 unless it is told otherwise ({@code
   * offset.metadata.max.bytes}).
   *
   * @param ended bit n: the request of the record n beyond the offset has ended
   */
  public static String write(BitSet ended) {
    var which = ended.get(0, REACH).toByteArray();
    return writeCount(ended.cardinality()) + ";which=" + ENCODER.encodeToString(which);
  }

  /** The number alone, for a Kafka that takes no more. */
  public static String writeCount(int endedBeyond) {
    return "ended=" + endedBeyond;
  }

  /** How many have ended; zero for a note that is none of ours. */
  public static long count(String note) {
    var found = parse(note);
    return found.matches() ? Long.parseLong(found.group(1)) : 0;
  }

  /** Which have ended, as they were given to {@link #write}; none for a note that does not say. */
  public static BitSet which(String note) {
    var found = parse(note);
    return found.matches() && found.group(2) != null ? bits(found.group(2)) : new BitSet();
  }

  /** Kafka knows commits without a note. */
  private static Matcher parse(String note) {
    return NOTE.matcher(note == null ? "" : note);
  }

  private static BitSet bits(String which) {
    try {
      return BitSet.valueOf(Base64.getUrlDecoder().decode(which));
    } catch (IllegalArgumentException e) {
      return new BitSet();
    }
  }
}
