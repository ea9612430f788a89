package dev.millrace.file;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A key under which we store an object, with the id by which its row is found.
 *
 * @param id of the upload or file, of the upload whose chunk it is, or of the request
 */
public record ObjectKey(Place place, UUID id, String text) {
  private static final String ID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";

  /** What lies where. */
  public enum Place {
    /** {@code chunks/<upload>/<…>} */
    CHUNKS("chunks/", "chunks/" + ID + "/.+"),
    /** {@code outputs/<account>/<request>/<file>} */
    OUTPUTS("outputs/", "outputs/[^/]+/[^/]+/" + ID),
    /** {@code payloads/<request>/<…>} */
    PAYLOADS("payloads/", "payloads/" + ID + "/.+"),
    /** {@code thumbnails/<account>/<file>} */
    THUMBNAILS("thumbnails/", "thumbnails/[^/]+/" + ID),
    /** {@code uploads/<account>/<upload>} */
    UPLOADS("uploads/", "uploads/[^/]+/" + ID);

    private final String prefix;
    private final Pattern shape;

    Place(String prefix, String shape) {
      this.prefix = prefix;
      this.shape = Pattern.compile(shape);
    }

    /** How its keys begin. */
    public String prefix() {
      return prefix;
    }

    /** The place of this prefix. */
    public static Optional<Place> of(String prefix) {
      for (var place : values()) {
        if (place.prefix.equals(prefix)) {
          return Optional.of(place);
        }
      }
      return Optional.empty();
    }

    /** The one that is walked after this one; empty after the last. */
    public Optional<Place> next() {
      return ordinal() + 1 < values().length
          ? Optional.of(values()[ordinal() + 1])
          : Optional.empty();
    }

    /** Empty for a key that we never write there. */
    public Optional<ObjectKey> read(String key) {
      var matched = shape.matcher(key);
      return matched.matches()
          ? Optional.of(new ObjectKey(this, UUID.fromString(matched.group(1)), key))
          : Optional.empty();
    }
  }
}
