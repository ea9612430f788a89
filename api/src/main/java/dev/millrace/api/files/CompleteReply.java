package dev.millrace.api.files;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A file that was made of an upload. */
public record CompleteReply(
    @Schema(description = "the file's URL; the same as at the beginning") String fileUrl,
    @JsonProperty("file_url") String fileUrlOfFal,
    @Schema(description = "the file's id") String fileId) {}
