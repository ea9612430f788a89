package dev.millrace.file;

/** What is known of a file's small picture. */
public sealed interface Thumbnail {
  /** Nobody has asked for it yet. */
  record Unmade() implements Thumbnail {}

  /** It lies in the store. */
  record Made(String contentType) implements Thumbnail {}

  /** The file is no picture of which we can make one. */
  record Impossible() implements Thumbnail {}
}
