package dev.millrace.api.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where the bytes of an upload go, and what the file's URL will be. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InitiateReply(
    @JsonProperty("upload_url")
        @Schema(description = "PUT the bytes here, without a key, with upload_headers")
        String uploadUrl,
    @JsonProperty("file_url") @Schema(description = "the file's URL, once the bytes are there")
        String fileUrl,
    @JsonProperty("relay_upload_url")
        @Schema(description = "or PUT them here; only when relay was asked for")
        String relayUploadUrl,
    @JsonProperty("upload_headers")
        @Schema(description = "headers that the PUT must carry as they are")
        Map<String, String> uploadHeaders) {}
