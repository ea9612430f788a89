package dev.millrace.item;

import dev.millrace.blob.FileUrl;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The small picture of an image that a request made.
 *
 * @param type {@code image}
 */
public record ItemThumbnail(String type, String url) {
  private static final int MOST = 100;
  private static final Pattern IMAGE =
      Pattern.compile(
          Pattern.quote(FileUrl.STORED_BASE + FileUrl.PATH)
              + "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/[^/\"\\\\?#]{1,1024}[.](?i:png|jpe?g|gif|bmp|webp)\"");

  /**
   * Of the images that an output names, in order, each once; what they are, their names say.
   *
   * @param output as stored, in JSON
   * @param baseUrl what the URLs begin with
   */
  static List<ItemThumbnail> in(String output, String baseUrl) {
    var images = new LinkedHashSet<UUID>();
    var matcher = IMAGE.matcher(output);
    while (images.size() < MOST && matcher.find()) {
      images.add(UUID.fromString(matcher.group(1)));
    }
    return images.stream()
        .map(id -> new ItemThumbnail("image", FileUrl.publish(FileUrl.thumbnail(id), baseUrl)))
        .toList();
  }
}
