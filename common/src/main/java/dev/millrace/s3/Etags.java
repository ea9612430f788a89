package dev.millrace.s3;

/** S3 writes ETags in quotes; callers bring them with and without. */
final class Etags {
  private Etags() {}

  static String bare(String etag) {
    return etag.replace("\"", "");
  }

  static String quoted(String etag) {
    return '"' + bare(etag) + '"';
  }
}
