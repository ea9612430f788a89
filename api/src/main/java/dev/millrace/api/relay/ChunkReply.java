package dev.millrace.api.relay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What has come of a file that comes in chunks. */
@Schema(name = "ChunkReply")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChunkReply(
    @JsonProperty("upload_id") UUID uploadId,
    @Schema(description = "numbers of the chunks that are there; empty once the file is whole")
        @JsonProperty("received_parts")
        List<Integer> receivedParts,
    @Schema(description = "numbers below the highest known that are not there")
        @JsonProperty("missing_parts")
        List<Integer> missingParts,
    @Schema(description = "once the file is whole") @JsonProperty("file_url") String fileUrl) {}
