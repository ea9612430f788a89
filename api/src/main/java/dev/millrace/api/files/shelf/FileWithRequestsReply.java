package dev.millrace.api.files.shelf;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.millrace.api.files.FileReply;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.file.FileRequest;
import dev.millrace.file.ShelvedFile;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A file and the requests that made or took it (ModelRunner's {@code FileWithRequests}).
 *
 * @param requests the one that made it, then those that took it, the latest first; at the most 100
 */
@Schema(name = "FileWithRequests")
record FileWithRequestsReply(@JsonUnwrapped FileReply file, List<Use> requests) {
  /** More of them are not told. */
  static final int MOST_REQUESTS = 100;

  /** What it is to a request. */
  @Schema(name = "FileRequest")
  record Use(
      String requestId,
      @Schema(enumeration = {"input", "output"}) String role,
      int position,
      Instant createdAt) {
    static Use of(FileRequest use) {
      return new Use(use.request().toString(), use.role().word(), use.position(), use.createdAt());
    }
  }

  static FileWithRequestsReply of(ShelvedFile file, List<FileRequest> requests, PublicUrl base) {
    return new FileWithRequestsReply(
        FileReply.of(file, base), requests.stream().map(Use::of).toList());
  }
}
