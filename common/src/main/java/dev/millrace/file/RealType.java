package dev.millrace.file;

import java.util.Optional;
import java.util.Set;
import org.apache.tika.Tika;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;

/**
 * What the first bytes of a file say about its type. Only declared pictures, videos, sounds, PDFs
 * and archives are held to it: those are what a browser shows and a provider decodes, and what a
 * page or a script hides behind. The name of a file says nothing here.
 */
public final class RealType {
  /** How many first bytes are looked at. */
  public static final int LOOKED_AT = 64 * 1024;

  private static final Tika TIKA = new Tika();
  private static final MediaTypeRegistry TYPES =
      MimeTypes.getDefaultMimeTypes().getMediaTypeRegistry();

  private static final Set<String> MEDIA = Set.of("image", "video", "audio");

  /** Hold sounds or moving pictures, or name them; the first bytes do not say which. */
  private static final Set<String> CONTAINERS =
      Set.of(
          "application/mp4",
          "application/ogg",
          "application/x-matroska",
          "application/vnd.rn-realmedia",
          "application/vnd.apple.mpegurl");

  /** Pictures of the MPEG family begin like its videos. */
  private static final Set<String> PICTURES_IN_CONTAINERS =
      Set.of(
          "image/heic", "image/heif", "image/avif", "image/heic-sequence", "image/heif-sequence");

  private RealType() {}

  /**
   * What the bytes are when they are not what was declared; empty when they are, or may be.
   *
   * @param firstBytes up to {@link #LOOKED_AT} of them
   */
  public static Optional<String> contradiction(String declared, byte[] firstBytes) {
    var said = MediaType.parse(ContentType.essence(declared));
    if (said == null || firstBytes.length == 0 || !isHeldToIt(said)) {
      return Optional.empty();
    }
    var real = MediaType.parse(TIKA.detect(firstBytes)).getBaseType();
    return fits(said, real) ? Optional.empty() : Optional.of(real.toString());
  }

  private static boolean isHeldToIt(MediaType said) {
    return MEDIA.contains(said.getType()) || isPdf(said) || isZip(said);
  }

  private static boolean fits(MediaType said, MediaType real) {
    if (real.equals(MediaType.OCTET_STREAM) || real.equals(said)) {
      return true;
    }
    if (isText(said)) { // SVG and lists of songs are text, and text is hard to tell apart
      return isText(real) && !real.toString().contains("html");
    }
    if (isPdf(said) || isZip(said)) {
      return TYPES.isInstanceOf(real, said);
    }
    return isMedium(said, real);
  }

  private static boolean isMedium(MediaType said, MediaType real) {
    if (isText(real)) {
      return false;
    }
    boolean isContainer =
        CONTAINERS.contains(real.toString())
            || real.getType().equals("video")
            || real.getType().equals("audio");
    return said.getType().equals("image")
        ? real.getType().equals("image")
            || (isContainer && PICTURES_IN_CONTAINERS.contains(said.toString()))
        : isContainer;
  }

  private static boolean isText(MediaType type) {
    return type.getType().equals("text")
        || TYPES.isInstanceOf(type, MediaType.TEXT_PLAIN)
        || TYPES.isInstanceOf(type, MediaType.APPLICATION_XML)
        || type.toString().equals("image/svg+xml");
  }

  private static boolean isPdf(MediaType type) {
    return type.toString().equals("application/pdf");
  }

  private static boolean isZip(MediaType type) {
    return type.equals(MediaType.APPLICATION_ZIP)
        || type.toString().equals("application/x-zip-compressed");
  }
}
