package dev.millrace.blob;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a stored input or output names a file of ours. Where the platform is reached is not known
 * when it is stored, and may change; so it holds a base of its own, and the api puts the public one
 * in its place.
 */
public final class FileUrl {
  /** Stands for the platform's public URL in stored outputs. */
  public static final String STORED_BASE = "https://files.millrace.invalid";

  /** The path under which the api serves files. */
  public static final String PATH = "/media/";

  /** Stands where a file's name would, and asks for its small picture. */
  public static final String THUMBNAIL = "thumbnail";

  /** What the api refuses in every path, encoded or not. */
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}/\\\\;]");

  /** No URL of ours is longer: a name has 255 characters at the most. */
  private static final int LONGEST = 4096;

  private static final Pattern ID_AND_NAME =
      Pattern.compile(
          "/media/(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})(?:/([^/?#]*))?(?:[?#].*)?");

  private static final byte[] HINT = "/media".getBytes(StandardCharsets.UTF_8);

  private FileUrl() {}

  /** The URL of a file as stored. */
  public static String stored(UUID id, String name) {
    return STORED_BASE + PATH + id + "/" + encoded(name);
  }

  /**
   * The URL of a file's small picture as stored; made when it is first read. Only images have one:
   * for other files it answers 404.
   */
  public static String thumbnail(UUID id) {
    return STORED_BASE + PATH + id + "/" + THUMBNAIL;
  }

  /** An input's or output's JSON with the platform's public URL in it. */
  public static String publish(String json, String publicUrl) {
    return json.replace(STORED_BASE + PATH, publicUrl + PATH);
  }

  /**
   * What a URL of a file of ours says.
   *
   * @param id empty when there is none where it should be: no file of ours is called so
   * @param isThumbnail whether it means the file's small picture
   * @param stored the same as stored
   */
  public record Named(Optional<UUID> id, boolean isThumbnail, String stored) {}

  /**
   * Reads a text that is the URL of a file, below a public URL or as stored; empty when it is no
   * such URL.
   *
   * @param publicUrl without a slash at its end; empty where only stored ones can be
   */
  public static Optional<Named> read(String text, Optional<String> publicUrl) {
    return Stream.concat(Stream.of(STORED_BASE), publicUrl.stream())
        .filter(base -> text.length() <= LONGEST && isBelow(base, text))
        .findFirst()
        .map(base -> text.substring(base.length()))
        .map(FileUrl::named);
  }

  private static boolean isBelow(String base, String text) {
    return text.regionMatches(true, 0, base, 0, base.length())
        && text.startsWith(PATH, base.length());
  }

  private static Named named(String path) {
    var found = ID_AND_NAME.matcher(path);
    return found.matches()
        ? new Named(
            Optional.of(UUID.fromString(found.group(1))),
            THUMBNAIL.equals(found.group(2)),
            STORED_BASE + path)
        : new Named(Optional.empty(), false, STORED_BASE + path);
  }

  /** Whether a stored text may name files; quick, and right for what we have written. */
  public static boolean isIn(String storedJson) {
    return storedJson.contains(STORED_BASE + PATH);
  }

  /**
   * Whether a text that came from outside may name files, in UTF-8 and with slashes escaped or not;
   * quick. One that escapes letters too is not seen: it passes as any other text does.
   */
  public static boolean mayBeIn(byte[] json) {
    for (int at = 0; at + HINT.length < json.length; at++) {
      if (json[at] == HINT[0] && isHint(json, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHint(byte[] json, int at) {
    int after = at + HINT.length;
    return Arrays.equals(json, at, after, HINT, 0, HINT.length)
        && (json[after] == '/' || json[after] == '\\');
  }

  /**
   * The name is decoration: nothing is lost when what no path may hold is left out of it, and when
   * a file that is called as thumbnails are is called otherwise.
   */
  private static String encoded(String name) {
    var step = UNFIT.matcher(name).replaceAll("_");
    return step.equals(THUMBNAIL) || step.isEmpty() || isDots(step)
        ? "_" + percentEncoded(step)
        : percentEncoded(step);
  }

  private static boolean isDots(String step) {
    return step.equals(".") || step.equals("..");
  }

  private static String percentEncoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
