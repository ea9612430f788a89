package dev.millrace.api.files.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShrinkerTest {
  private static final long MEGAPIXELS_4 = 4_000_000;

  private final Shrinker shrinker = new Shrinker(MEGAPIXELS_4);

  @ParameterizedTest
  @CsvSource({
    "png, 1600, 1200, 512, 384",
    "jpeg, 1200, 1600, 384, 512",
    "gif, 1024, 1024, 512, 512",
    "bmp, 2000, 100, 512, 26",
    "png, 600, 300, 512, 256",
    "png, 512, 512, 512, 512",
    "png, 30, 20, 30, 20",
    "png, 3000, 1, 512, 1",
    "png, 1, 1, 1, 1"
  })
  void theLongestSideHas512PixelsAtTheMost(
      String format, int width, int height, int smallWidth, int smallHeight) {
    var small = shrinker.shrink(Pictures.opaque(format, width, height)).orElseThrow();

    var picture = Pictures.read(small.bytes());
    assertThat(picture.getWidth()).isEqualTo(smallWidth);
    assertThat(picture.getHeight()).isEqualTo(smallHeight);
  }

  @Test
  void whatIsOpaqueBecomesAJpegOfTheSameColours() {
    var small = shrinker.shrink(Pictures.opaque("png", 1000, 500)).orElseThrow();

    assertThat(small.contentType()).isEqualTo("image/jpeg");
    var picture = Pictures.read(small.bytes());
    assertThat(isNear(picture.getRGB(100, 100), Color.RED)).isTrue();
    assertThat(isNear(picture.getRGB(400, 100), Color.BLUE)).isTrue();
  }

  @Test
  void whatSomethingShinesThroughBecomesAPng() {
    var glass = new BufferedImage(1000, 1000, BufferedImage.TYPE_INT_ARGB);

    var small = shrinker.shrink(Pictures.written(glass, "png")).orElseThrow();

    assertThat(small.contentType()).isEqualTo("image/png");
    assertThat(Pictures.read(small.bytes()).getRGB(256, 256) >>> 24).isZero();
  }

  @Test
  void ofAnAnimationTheFirstPictureIsTaken() {
    var first = Pictures.redAndBlue(700, 350, BufferedImage.TYPE_INT_RGB);

    var small = shrinker.shrink(Pictures.animated(first)).orElseThrow();

    assertThat(isNear(Pictures.read(small.bytes()).getRGB(100, 100), Color.RED)).isTrue();
  }

  @Test
  void aPhotographIsTurnedAsItsCameraWasHeld() {
    var lying = Pictures.held(Pictures.opaque("jpeg", 800, 400), 6); // its top is on the right

    var picture = Pictures.read(shrinker.shrink(lying).orElseThrow().bytes());

    assertThat(picture.getWidth()).isEqualTo(256);
    assertThat(picture.getHeight()).isEqualTo(512);
    assertThat(isNear(picture.getRGB(128, 100), Color.RED)).isTrue();
    assertThat(isNear(picture.getRGB(128, 400), Color.BLUE)).isTrue();
  }

  @Test
  void aWebpIsRead() {
    assertThat(shrinker.shrink(Pictures.WEBP)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"60000, 60000", "2147483647, 2147483647", "4000001, 1", "2001, 2000"})
  void aPictureThatClaimsMorePixelsThanAreReadIsNotDecoded(int width, int height) {
    assertThat(shrinker.shrink(Pictures.bomb(width, height))).isEmpty();
  }

  @Test
  void brokenPicturesAndOtherThingsAreNoPictures() {
    var png = Pictures.opaque("png", 100, 100);

    assertThat(shrinker.shrink(Arrays.copyOf(png, 40))).isEmpty();
    assertThat(shrinker.shrink(Arrays.copyOf(Pictures.opaque("jpeg", 9, 9), 20))).isEmpty();
    assertThat(shrinker.shrink(Arrays.copyOf(Pictures.opaque("gif", 9, 9), 12))).isEmpty();
    assertThat(shrinker.shrink(Arrays.copyOf(Pictures.WEBP, 24))).isEmpty();
    assertThat(shrinker.shrink(new byte[0])).isEmpty();
    assertThat(shrinker.shrink("<svg/>".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  private static boolean isNear(int rgb, Color wanted) {
    var seen = new Color(rgb);
    return Math.abs(seen.getRed() - wanted.getRed()) < 40
        && Math.abs(seen.getGreen() - wanted.getGreen()) < 40
        && Math.abs(seen.getBlue() - wanted.getBlue()) < 40;
  }
}
