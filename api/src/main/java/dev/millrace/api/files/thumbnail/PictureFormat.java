package dev.millrace.api.files.thumbnail;

import com.drew.imaging.FileTypeDetector;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * The pictures that we read, told by their first bytes and by nothing that somebody says of them.
 */
enum PictureFormat {
  JPEG("jpeg", 1),
  PNG("png", 1),
  GIF("gif", 1),
  BMP("bmp", 1),
  /** Its reader decodes the whole picture before it leaves pixels out. */
  WEBP("webp", 4);

  private final String name;
  private final int weight;

  PictureFormat(String name, int weight) {
    this.name = name;
    this.weight = weight;
  }

  /** Empty for what is none of them. */
  static Optional<PictureFormat> of(byte[] bytes) throws IOException {
    return switch (FileTypeDetector.detectFileType(new ByteArrayInputStream(bytes))) {
      case Jpeg -> Optional.of(JPEG);
      case Png -> Optional.of(PNG);
      case Gif -> Optional.of(GIF);
      case Bmp -> Optional.of(BMP);
      case WebP -> Optional.of(WEBP);
      default -> Optional.empty();
    };
  }

  /** How much a pixel weighs beside one of the others, in memory while it is decoded. */
  int weight() {
    return weight;
  }

  /** A new reader, to be disposed of. */
  ImageReader reader() throws IOException {
    // Named here: the registry would look for it by whichever class loader comes along first.
    return this == WEBP
        ? new WebPImageReaderSpi().createReaderInstance(null)
        : ImageIO.getImageReadersByFormatName(name).next();
  }
}
