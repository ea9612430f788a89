package dev.millrace.api.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.file.Tag;
import dev.millrace.file.Tags;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A tag as it goes out.
 *
 * @param count how many files have it; only where tags are listed
 */
@Schema(name = "FileTag")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TagReply(UUID id, String name, Instant createdAt, Long count) {

  public static TagReply of(Tag tag) {
    return new TagReply(tag.id(), tag.name(), tag.createdAt(), null);
  }

  public static TagReply of(Tags.Counted counted) {
    var tag = counted.tag();
    return new TagReply(tag.id(), tag.name(), tag.createdAt(), counted.files());
  }
}
