package dev.millrace.kafka;

import java.util.regex.Pattern;

/**
 * What a worker writes beside a committed offset: how many records beyond it have ended too. Kafka
 * knows one offset, requests end in any order; without this a single long one would hide the
 * progress of all behind it.
 */
public final class CommitNote {
  private static final Pattern NOTE = Pattern.compile("ended=(\\d{1,9})");

  private CommitNote() {}

  public static String write(long endedBeyond) {
    return "ended=" + endedBeyond;
  }

  /** Zero for a note that is none of ours. */
  public static long read(String note) {
    var found = NOTE.matcher(note == null ? "" : note);
    return found.matches() ? Long.parseLong(found.group(1)) : 0;
  }
}
