package dev.millrace.blob;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Bytes by key. Keys are ours: no caller's text becomes part of one. */
public interface BlobStore {
  /** Stores bytes under a key; an object that stands there is replaced. */
  Uni<Void> put(String key, String contentType, byte[] bytes);

  /**
   * A URL that anyone may read for {@code validFor}. The answer to it carries the type and the
   * disposition that are given here, whatever the object was stored with.
   */
  URI signedGet(String key, Shown shown, Duration validFor);

  /** What the store knows of an object; empty when there is none. */
  Uni<Optional<Facts>> head(String key);

  /**
   * An object's bytes; empty when there is none. Fails with FILE_TOO_LARGE when there are more than
   * {@code atMost}, before they are read.
   */
  Uni<Optional<byte[]>> bytes(String key, int atMost);

  /** Deletes the object under a key; one that is not there is as good as deleted. */
  Uni<Void> delete(String key);

  /** Ends when the store answers; fails when it does not. */
  Uni<Void> reach();

  /**
   * How a reader is to take it.
   *
   * @param name what a download is called; any characters
   * @param inline whether a browser may show it; else it is downloaded
   */
  record Shown(String name, String contentType, boolean inline) {
    /** What could lead a reader astray in a name: controls, turned writing, parts of a path. */
    private static final Pattern MISLEADING =
        Pattern.compile("[\\p{Cc}\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069/\\\\]");

    /**
     * As a Content-Disposition, by RFC 6266; the name is percent-encoded, so nothing in it can end
     * the header.
     */
    public String disposition() {
      var harmless = MISLEADING.matcher(name).replaceAll("_");
      return (inline ? "inline" : "attachment")
          + "; filename*=UTF-8''"
          + URLEncoder.encode(harmless, StandardCharsets.UTF_8).replace("+", "%20");
    }
  }

  /**
   * What the store knows of an object.
   *
   * @param sha256 64 hexadecimal digits, where the store keeps it of the whole object
   */
  record Facts(long size, String contentType, Optional<String> sha256, Instant writtenAt) {}
}
