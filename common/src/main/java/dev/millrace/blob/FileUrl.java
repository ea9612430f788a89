package dev.millrace.blob;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * How a stored output names a file of ours. Where the platform is reached is not known when an
 * output is stored, and may change; so a stored output holds a base of its own, and the api puts
 * the public one in its place.
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

  /** An output's JSON with the platform's public URL in it. */
  public static String publish(String outputJson, String publicUrl) {
    return outputJson.replace(STORED_BASE + PATH, publicUrl + PATH);
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
