package dev.millrace.api.files;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An upload in parts that has begun, as ModelRunner's clients read it and as fal's do. */
public record MultipartReply(
    @Schema(description = "the file's URL, once the upload is complete") String fileUrl,
    String uploadId,
    String uploadKey,
    @JsonProperty("file_url") @Schema(description = "the same as fileUrl") String fileUrlOfFal,
    @JsonProperty("upload_url")
        @Schema(
            description =
                "PUT each part to this with /<number> behind its path; it works without a key, and"
                    + " answers JSON with partNumber and etag")
        String uploadUrl) {}
