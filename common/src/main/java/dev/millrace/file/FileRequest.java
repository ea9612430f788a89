package dev.millrace.file;

import dev.millrace.request.RequestId;
import java.time.Instant;
import java.util.Locale;

/**
 * What a file is to a request.
 *
 * @param position its place among the inputs; 0 for an output
 * @param createdAt when the request was submitted
 */
public record FileRequest(RequestId request, Role role, int position, Instant createdAt) {
  /** Which way the file went. */
  public enum Role {
    INPUT,
    OUTPUT,
    /** None of ours: a small picture lies beside its file, and is no file of its own. */
    THUMBNAIL;

    /** As statements know it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
