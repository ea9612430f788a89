package dev.millrace.output;

import com.drew.imaging.FileTypeDetector;
import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.png.PngChunkReader;
import com.drew.imaging.png.PngChunkType;
import com.drew.imaging.png.PngHeader;
import com.drew.imaging.quicktime.QuickTimeReader;
import com.drew.imaging.riff.RiffReader;
import com.drew.lang.SequentialByteArrayReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.gif.GifHeaderDirectory;
import com.drew.metadata.gif.GifReader;
import com.drew.metadata.jpeg.JpegDirectory;
import com.drew.metadata.jpeg.JpegReader;
import com.drew.metadata.webp.WebpDirectory;
import com.drew.metadata.webp.WebpRiffHandler;
import dev.millrace.money.Medium;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Measures what was made: PNG, JPEG, GIF, WebP, MP4, MOV and WAV. Reads headers only, and of them
 * only what tells sizes, since the bytes come from strangers. Needs a processor for as long as the
 * file is, and no more memory than that.
 */
final class MediumMeter {
  /** Where a GIF's head ends; behind it come pictures and whatever somebody put there. */
  private static final int GIF_HEAD = 13;

  private MediumMeter() {}

  /** {@link Medium#UNKNOWN} for what is none of these, or is broken. Never fails. */
  static Medium measure(byte[] bytes) {
    try {
      return switch (FileTypeDetector.detectFileType(new ByteArrayInputStream(bytes))) {
        case Png -> png(bytes);
        case Jpeg -> jpeg(bytes);
        case Gif -> gif(bytes);
        case WebP -> webp(bytes);
        case Mp4, QuickTime -> movie(bytes);
        case Wav -> wav(bytes);
        default -> Medium.UNKNOWN;
      };
    } catch (IOException | ImageProcessingException | RuntimeException | StackOverflowError e) {
      return Medium.UNKNOWN;
    }
  }

  /** Of a film, from the atom {@code moov} alone. Never fails. */
  static Medium measureMovie(byte[] index) {
    try {
      return movie(index);
    } catch (RuntimeException | StackOverflowError e) {
      return Medium.UNKNOWN;
    }
  }

  /** Of a larger file, from its first bytes: a WAV or GIF, which say all there. Never fails. */
  static Medium measureHead(byte[] head) {
    try {
      return switch (FileTypeDetector.detectFileType(new ByteArrayInputStream(head))) {
        case Gif -> gif(head);
        case Wav -> WavChunks.inHead(head);
        default -> Medium.UNKNOWN;
      };
    } catch (IOException | RuntimeException e) {
      return Medium.UNKNOWN;
    }
  }

  private static Medium png(byte[] bytes) throws ImageProcessingException, IOException {
    var chunks =
        new PngChunkReader()
            .extract(new SequentialByteArrayReader(bytes), Set.of(PngChunkType.IHDR))
            .iterator();
    if (!chunks.hasNext()) {
      return Medium.UNKNOWN;
    }
    var header = new PngHeader(chunks.next().getBytes());
    return Medium.ofPicture(header.getImageWidth(), header.getImageHeight());
  }

  private static Medium jpeg(byte[] bytes) throws ImageProcessingException, IOException {
    var metadata =
        JpegMetadataReader.readMetadata(new ByteArrayInputStream(bytes), List.of(new JpegReader()));
    return picture(
        metadata.getFirstDirectoryOfType(JpegDirectory.class),
        JpegDirectory.TAG_IMAGE_WIDTH,
        JpegDirectory.TAG_IMAGE_HEIGHT);
  }

  private static Medium gif(byte[] bytes) {
    var metadata = new Metadata();
    var head = Arrays.copyOf(bytes, Math.min(bytes.length, GIF_HEAD));
    new GifReader().extract(new SequentialByteArrayReader(head), metadata);
    return picture(
        metadata.getFirstDirectoryOfType(GifHeaderDirectory.class),
        GifHeaderDirectory.TAG_IMAGE_WIDTH,
        GifHeaderDirectory.TAG_IMAGE_HEIGHT);
  }

  private static Medium webp(byte[] bytes) throws ImageProcessingException, IOException {
    var metadata = new Metadata();
    new RiffReader().processRiff(new SequentialByteArrayReader(bytes), new PicturesOnly(metadata));
    return picture(
        metadata.getFirstDirectoryOfType(WebpDirectory.class),
        WebpDirectory.TAG_IMAGE_WIDTH,
        WebpDirectory.TAG_IMAGE_HEIGHT);
  }

  private static Medium movie(byte[] bytes) {
    var atoms = new MovieAtoms();
    QuickTimeReader.extract(new ByteArrayInputStream(bytes), atoms);
    return atoms.medium();
  }

  private static Medium wav(byte[] bytes) throws ImageProcessingException, IOException {
    var chunks = new WavChunks();
    new RiffReader().processRiff(new SequentialByteArrayReader(bytes), chunks);
    return chunks.medium();
  }

  private static Medium picture(Directory directory, int widthTag, int heightTag) {
    var width = directory == null ? null : directory.getInteger(widthTag);
    var height = directory == null ? null : directory.getInteger(heightTag);
    return width == null || height == null ? Medium.UNKNOWN : Medium.ofPicture(width, height);
  }

  /** Leaves out what else a WebP may carry, such as XML. */
  private static final class PicturesOnly extends WebpRiffHandler {
    private static final Set<String> PICTURES =
        Set.of(WebpDirectory.CHUNK_VP8X, WebpDirectory.CHUNK_VP8L, WebpDirectory.CHUNK_VP8);

    PicturesOnly(Metadata metadata) {
      super(metadata);
    }

    @Override
    public boolean shouldAcceptChunk(String fourCc) {
      return PICTURES.contains(fourCc);
    }
  }
}
