package dev.millrace.input;

import dev.millrace.blob.FileUrl;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.fault.ValidationError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A place in an input that names a file of ours.
 *
 * @param path the way to it from the top
 */
public record NamedFile(FileUrl.Named url, List<String> path) {
  private static final String UNKNOWN = "there is no such file for this key";
  private static final String THUMBNAIL = "is the URL of a thumbnail; name the file itself";

  /**
   * Which files these are, each once, in order. Fails with INVALID_INPUT when they are more than
   * one input may name.
   */
  public static Set<UUID> ids(List<NamedFile> named) {
    var ids = new LinkedHashSet<UUID>();
    named.forEach(one -> one.url().id().ifPresent(ids::add));
    if (ids.size() > Mentions.MOST) {
      throw Mentions.tooMany();
    }
    return ids;
  }

  /**
   * Fails with INVALID_INPUT, which names the places, when some name none of these files. Whether
   * others have such a file makes no difference to what is said.
   */
  public static void refuseOthers(List<NamedFile> named, Set<UUID> known) {
    var errors =
        named.stream()
            .filter(one -> one.url().isThumbnail() || !one.isOneOf(known))
            .map(NamedFile::refused)
            .toList();
    if (!errors.isEmpty()) {
      throw new FaultException(
          Fault.invalid(
              FaultCode.INVALID_INPUT,
              "the file at %s of the input cannot be used: %s"
                  .formatted(errors.getFirst().instancePath(), errors.getFirst().message()),
              errors));
    }
  }

  private boolean isOneOf(Set<UUID> known) {
    return url.id().filter(known::contains).isPresent();
  }

  private ValidationError refused() {
    return new ValidationError(
        path, Texts.pointer(path), url.isThumbnail() ? THUMBNAIL : UNKNOWN, "file");
  }
}
