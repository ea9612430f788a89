package dev.millrace.api.files.thumbnail;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;

/** Turns photographs as their camera was held. */
final class Orientation {
  private Orientation() {}

  /**
   * The picture, upright.
   *
   * @param bytes that it was decoded from
   */
  static BufferedImage upright(BufferedImage picture, byte[] bytes) {
    int orientation = of(bytes);
    return orientation > 1 && orientation <= 8
        ? ExifFilterUtils.getFilterForOrientation(
                net.coobird.thumbnailator.util.exif.Orientation.typeOf(orientation))
            .apply(picture)
        : picture;
  }

  /** 1 to 8 as EXIF counts; 1 for what says nothing, or nothing that we understand. */
  private static int of(byte[] bytes) {
    try {
      var exif =
          JpegMetadataReader.readMetadata(
                  new ByteArrayInputStream(bytes), List.of(new ExifReader()))
              .getFirstDirectoryOfType(ExifIFD0Directory.class);
      var orientation = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
      return orientation == null ? 1 : orientation;
    } catch (IOException | ImageProcessingException | RuntimeException | StackOverflowError e) {
      return 1;
    }
  }
}
