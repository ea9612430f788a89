package dev.millrace.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.provider.Calls;
import dev.millrace.provider.Workbench;
import dev.millrace.request.Outcome;
import io.vertx.core.Vertx;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvertModelTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Duration SOON = Duration.ofSeconds(30);
  private final InvertModel model = new InvertModel(new Workbench(VERTX));

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void everyColourBecomesItsOpposite() throws IOException {
    var outcome = (Outcome.Succeeded) run(uri(encoded(picture(3, 2, 0x102030), "png")));

    assertThat(outcome.output().value())
        .isEqualTo(
            Calls.json(
                "{'images':[{'url':'produced:0','width':3,'height':2,'content_type':'image/png'}]}"));
    var made = ImageIO.read(new ByteArrayInputStream(outcome.output().files().getFirst().bytes()));
    assertThat(made.getRGB(2, 1) & 0xffffff).isEqualTo(0xefdfcf);
  }

  @Test
  void whatIsTransparentCountsAsWhite() throws IOException {
    var clear = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);

    var canvas = SentPicture.read(encoded(clear, "png"));

    assertThat(canvas.at(0, 0)).isEqualTo(Colour.WHITE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "gif"})
  void otherKindsOfPicturesAreReadToo(String kind) throws IOException {
    assertThat(SentPicture.read(encoded(picture(8, 8, 0xffffff), kind)).at(4, 4))
        .isEqualTo(0xffffff);
  }

  @Test
  void aLargePictureIsReadSmaller() throws IOException {
    var canvas = SentPicture.read(encoded(picture(3000, 2000, 0x123456), "png"));

    assertThat((long) canvas.width() * canvas.height()).isLessThanOrEqualTo(SentPicture.MOST_READ);
    assertThat(canvas.at(0, 0)).isEqualTo(0x123456);
  }

  /** A header that promises what would take gigabytes, and nothing behind it. */
  @Test
  void aPictureOfTooManyPixelsIsRefusedByItsHeaderAlone() {
    var outcome = run(uri(pngHeader(60_000, 60_000)));

    assertThat(fault(outcome).code()).isEqualTo(FaultCode.PROVIDER_REJECTED);
    assertThat(fault(outcome).message()).contains("60000 x 60000");
  }

  @Test
  void whatIsNoPictureIsRefused() {
    var outcome = run(uri("<svg/>".getBytes(StandardCharsets.UTF_8)));

    assertThat(fault(outcome).code()).isEqualTo(FaultCode.PROVIDER_REJECTED);
    assertThat(fault(outcome).message()).contains("no PNG, JPEG or GIF");
  }

  @Test
  void aPictureThatEndsTooSoonIsRefused() throws IOException {
    var bytes = encoded(picture(100, 100, 0x102030), "png");

    var outcome = run(uri(Arrays.copyOf(bytes, bytes.length / 2)));

    assertThat(fault(outcome).code()).isEqualTo(FaultCode.PROVIDER_REJECTED);
  }

  @Test
  void aUrlThatNobodyReadForItIsRefused() {
    assertThat(fault(run("https://example.com/a.png")).code())
        .isEqualTo(FaultCode.PROVIDER_REJECTED);
  }

  private Outcome run(String url) {
    var input = JsonNodeFactory.instance.objectNode().put("image_url", url);
    return model.run(Calls.with(input)).await().atMost(SOON);
  }

  private static Fault fault(Outcome outcome) {
    return ((Outcome.Failed) outcome).fault();
  }

  private static String uri(byte[] bytes) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes);
  }

  private static BufferedImage picture(int width, int height, int colour) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, colour);
      }
    }
    return image;
  }

  private static byte[] encoded(BufferedImage image, String kind) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, kind, bytes);
    return bytes.toByteArray();
  }

  private static byte[] pngHeader(int width, int height) {
    var chunk =
        ByteBuffer.allocate(17)
            .put("IHDR".getBytes(StandardCharsets.US_ASCII))
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    var sum = new CRC32();
    sum.update(chunk);
    return ByteBuffer.allocate(8 + 4 + chunk.length + 4)
        .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
        .putInt(13)
        .put(chunk)
        .putInt((int) sum.getValue())
        .array();
  }
}
