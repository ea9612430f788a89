package dev.millrace.file;

import dev.millrace.request.RequestId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which files are looked for: all that is given must hold.
 *
 * @param kinds any of these; none means all
 * @param tags those that it must have
 * @param allTags whether it must have all of the tags, not only one of them
 * @param text part of its name, whatever the case
 * @param typePrefix how its media type begins, such as {@code image/}
 * @param request it has to do with this request
 * @param role what it is to that request, or to any when none is given
 */
public record ShelfFilter(
    Set<Kind> kinds,
    List<UUID> tags,
    boolean allTags,
    boolean favouritesOnly,
    Optional<String> text,
    Optional<String> typePrefix,
    Optional<RequestId> request,
    Optional<FileRequest.Role> role) {
  /** Everything. */
  public static final ShelfFilter NONE =
      new ShelfFilter(
          Set.of(),
          List.of(),
          false,
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public ShelfFilter {
    kinds = Set.copyOf(kinds);
    tags = List.copyOf(tags);
  }

  /** What a file may be at the same time. */
  public enum Kind {
    UPLOAD,
    OUTPUT,
    EXTERNAL,
    /** An input of some request, wherever it came from. */
    INPUT
  }
}
