package dev.millrace.api.queue;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.request.RequestId;
import java.util.List;

/**
 * What the deletion of a request's payloads came to.
 *
 * @param files each file of the output that was still there
 */
record ErasedReply(
    @JsonProperty("request_id") String requestId,
    @JsonProperty("payloads_deleted") boolean payloadsDeleted,
    @JsonProperty("cdn_delete_results") List<FileDeletion> files) {

  /**
   * @param deleted false when the bytes are still stored; nobody can read them, and they are
   *     deleted as soon as the store answers
   */
  record FileDeletion(String url, boolean deleted, String error) {
    static FileDeletion of(String url, boolean deleted) {
      return new FileDeletion(
          url,
          deleted,
          deleted
              ? null
              : "the store does not answer at the moment; nobody can read the file any more, and"
                  + " its bytes are deleted as soon as the store answers");
    }
  }

  static ErasedReply of(RequestId id, List<FileDeletion> files) {
    return new ErasedReply(id.toString(), true, files);
  }
}
