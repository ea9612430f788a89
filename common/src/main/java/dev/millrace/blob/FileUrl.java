package dev.millrace.blob;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

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

  private FileUrl() {}

  /** The URL of a file as stored. */
  public static String stored(UUID id, String name) {
    return STORED_BASE + PATH + id + "/" + encoded(name);
  }

  /** An output's JSON with the platform's public URL in it. */
  public static String publish(String outputJson, String publicUrl) {
    return outputJson.replace(STORED_BASE + PATH, publicUrl + PATH);
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
