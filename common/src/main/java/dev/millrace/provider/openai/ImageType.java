package dev.millrace.provider.openai;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The kinds of images that upstreams make, known by their first bytes. */
enum ImageType {
  PNG("png", "image/png", 1, "PNG"),
  JPEG("jpg", "image/jpeg", 0, "\u00ff\u00d8\u00ff"),
  WEBP("webp", "image/webp", 8, "WEBP"),
  OTHER("bin", "application/octet-stream", 0, "");

  private final String extension;
  private final String contentType;
  private final int offset;
  private final byte[] mark;

  ImageType(String extension, String contentType, int offset, String mark) {
    this.extension = extension;
    this.contentType = contentType;
    this.offset = offset;
    this.mark = mark.getBytes(StandardCharsets.ISO_8859_1);
  }

  static ImageType of(byte[] image) {
    return Arrays.stream(values()).filter(type -> type.fits(image)).findFirst().orElse(OTHER);
  }

  private boolean fits(byte[] image) {
    int end = offset + mark.length;
    return image.length >= end && Arrays.equals(image, offset, end, mark, 0, mark.length);
  }

  String extension() {
    return extension;
  }

  String contentType() {
    return contentType;
  }
}
