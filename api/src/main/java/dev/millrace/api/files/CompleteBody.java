package dev.millrace.api.files;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.millrace.blob.BlobUploads.Part;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Names an upload and, where it came in parts, its parts. */
public record CompleteBody(
    @JsonAlias("upload_id") @Schema(description = "of an upload in parts") String uploadId,
    @JsonAlias("upload_key") @Schema(description = "as it was answered with uploadId")
        String uploadKey,
    @JsonAlias("file_url") @Schema(description = "instead: the file_url of the upload")
        String fileUrl,
    @Schema(description = "of an upload in parts: all of them, in order", maxItems = 10_000)
        List<OnePart> parts) {

  /** A part as the caller knows it. */
  public record OnePart(
      @Schema(minimum = "1", maximum = "10000") Integer partNumber,
      @Schema(description = "as the part's upload answered it; with quotes or without")
          String etag) {
    private static final int LONGEST = 256;

    private Part part() {
      if (partNumber == null || etag == null || etag.isBlank() || etag.length() > LONGEST) {
        throw new FaultException(
            FaultCode.UPLOAD_INVALID, "each of parts must have a partNumber and an etag");
      }
      return new Part(partNumber, bare(etag.strip()), 0);
    }

    private static String bare(String etag) {
      boolean isQuoted = etag.length() > 1 && etag.startsWith("\"") && etag.endsWith("\"");
      return isQuoted ? etag.substring(1, etag.length() - 1) : etag;
    }
  }

  UploadHandle handle() {
    return UploadHandle.of(uploadId, uploadKey, fileUrl);
  }

  /** As they were named; empty when none was. Fails with UPLOAD_INVALID. */
  public List<Part> named() {
    if (parts == null) {
      return List.of();
    }
    if (parts.size() > 10_000 || parts.contains(null)) {
      throw new FaultException(
          FaultCode.UPLOAD_INVALID, "parts must be a list of at most 10000 parts");
    }
    return parts.stream().map(OnePart::part).toList();
  }
}
