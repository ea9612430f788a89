package dev.millrace.api.relay;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A chunk of a file, in ModelRunner's words. */
@Schema(name = "ChunkBody")
record ChunkBody(
    @Schema(description = "from the answer to the first chunk; without it a new upload begins")
        @JsonProperty("upload_id")
        String uploadId,
    @Schema(description = "from 0; in any order") @JsonProperty("part_index") Integer partIndex,
    @JsonProperty("is_last_part") boolean isLastPart,
    @Schema(description = "the bytes of the chunk in base64, at most 1 MiB of them") String base64,
    @JsonProperty("file_name") String fileName,
    @JsonProperty("content_type") String contentType,
    @Schema(description = "how many bytes the chunk has once decoded")
        @JsonProperty("expected_decoded_bytes")
        Long expectedDecodedBytes,
    @Schema(description = "of the chunk, in hexadecimal digits") String sha256,
    @Schema(description = "of the whole file, in hexadecimal digits") @JsonProperty("file_sha256")
        String fileSha256,
    @Schema(description = "whether anyone who has the file's URL may read it")
        @JsonProperty("public")
        boolean isPublic) {}
