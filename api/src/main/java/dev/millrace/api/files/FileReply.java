package dev.millrace.api.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.blob.FileUrl;
import dev.millrace.file.ShelvedFile;
import dev.millrace.file.StoredFile;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A file as its owner sees it (ModelRunner's {@code File}, and more).
 *
 * @param userId the account that owns it
 * @param sizeBytes of the file itself, without its thumbnail
 * @param storageKey where its bytes lie in the store; no URL
 * @param isPublic whether anyone who has the URL may read it
 * @param expiresAt when it goes by itself, as things stand; null: never
 */
@Schema(name = "File")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record FileReply(
    UUID id,
    @Schema(description = "stable; needs a key of the owner unless the file is public") String url,
    @Schema(description = "of a small picture; null for what is no image") String thumbnailUrl,
    UUID userId,
    String name,
    String mimeType,
    long sizeBytes,
    String storageKey,
    @Schema(enumeration = {"upload", "request_output", "external"}) String source,
    Instant createdAt,
    Instant expiresAt,
    @JsonProperty("public") boolean isPublic,
    @JsonProperty("isFavorited") boolean isFavorited,
    List<TagReply> tags) {

  /** The file, with URLs under {@code base}. */
  public static FileReply of(ShelvedFile shelved, PublicUrl base) {
    var file = shelved.file();
    return new FileReply(
        file.id(),
        publicUrl(FileUrl.stored(file.id(), file.name()), base),
        shelved.hasThumbnail() ? publicUrl(FileUrl.thumbnail(file.id()), base) : null,
        shelved.account().value(),
        file.name(),
        file.contentType(),
        file.size(),
        file.key(),
        word(shelved.source()),
        shelved.life().createdAt(),
        shelved.life().endsAt().orElse(null),
        shelved.isPublic(),
        shelved.favourite(),
        shelved.tags().stream().map(TagReply::of).toList());
  }

  /** The stable URL of a file. */
  public static String urlOf(StoredFile file, PublicUrl base) {
    return publicUrl(FileUrl.stored(file.id(), file.name()), base);
  }

  private static String publicUrl(String stored, PublicUrl base) {
    return FileUrl.publish(stored, base.value());
  }

  private static String word(ShelvedFile.Source source) {
    return switch (source) {
      case UPLOAD -> "upload";
      case OUTPUT -> "request_output";
      case EXTERNAL -> "external";
    };
  }
}
