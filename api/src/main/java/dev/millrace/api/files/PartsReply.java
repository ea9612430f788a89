package dev.millrace.api.files;

import dev.millrace.blob.BlobUploads.Part;
import java.util.List;
import java.util.UUID;

/** The parts of an upload that are there, in the order of their numbers. */
public record PartsReply(String uploadId, List<OnePart> parts) {

  /**
   * One part.
   *
   * @param etag without quotes
   * @param size in bytes
   */
  public record OnePart(int partNumber, String etag, long size) {}

  static PartsReply of(UUID upload, List<Part> parts) {
    return new PartsReply(
        upload.toString(),
        parts.stream().map(part -> new OnePart(part.number(), part.etag(), part.size())).toList());
  }
}
