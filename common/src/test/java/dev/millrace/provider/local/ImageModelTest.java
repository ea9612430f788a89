package dev.millrace.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.provider.Calls;
import dev.millrace.provider.Workbench;
import dev.millrace.request.Outcome;
import dev.millrace.request.ProducedFile;
import io.vertx.core.Vertx;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageModelTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Duration SOON = Duration.ofSeconds(30);
  private final ImageModel model = new ImageModel(new Workbench(VERTX));

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void theOutputNamesEachImageAndItsSize() {
    var outcome = run("{'prompt':'a mill','width':64,'height':96,'num_outputs':2,'seed':1}");

    assertThat(outcome.output().value())
        .isEqualTo(
            Calls.json(
                "{'images':["
                    + "{'url':'produced:0','width':64,'height':96,'content_type':'image/png'},"
                    + "{'url':'produced:1','width':64,'height':96,'content_type':'image/png'}]}"));
    assertThat(outcome.output().files())
        .extracting(ProducedFile::placeholder)
        .containsExactly("produced:0", "produced:1");
    assertThat(outcome.usage().outputs()).isEqualTo(2);
  }

  @Test
  void theSameSeedAndPromptGiveTheSameBytes() {
    var once = files("{'prompt':'a mill','seed':7}").getFirst();
    var again = files("{'prompt':'a mill','seed':7}").getFirst();

    assertThat(again.bytes()).isEqualTo(once.bytes());
  }

  @Test
  void imagesOfOneCallDiffer() {
    var files = files("{'prompt':'a mill','seed':7,'num_outputs':2}");

    assertThat(files.get(0).bytes()).isNotEqualTo(files.get(1).bytes());
  }

  @ParameterizedTest
  @CsvSource({"64, 64", "2048, 64", "64, 2048", "333, 517"})
  void anySizeIsAPngOfThatSize(int width, int height) {
    var prompt = "A very long prompt about watermills ".repeat(40);

    var image =
        decoded(
            files("{'prompt':'%s','width':%d,'height':%d}".formatted(prompt, width, height))
                .getFirst());

    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
  }

  @Test
  void pixelsSurviveTheWayThroughPng() {
    var canvas = Picture.of("a mill", 3, 100, 80);

    var image = decoded(new ProducedFile("", "", "", Png.of(canvas)));

    for (int y = 0; y < 80; y++) {
      for (int x = 0; x < 100; x++) {
        assertThat(image.getRGB(x, y) & 0xffffff).isEqualTo(canvas.at(x, y));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"''", "'   '", "日本語", "'Ångström café'", "'a\tb'"})
  void anyPromptCanBeDrawn(String prompt) {
    assertThat(Picture.of(Glyphs.drawable(prompt), 1, 64, 64).width()).isEqualTo(64);
  }

  @Test
  void textIsAsLargeAsItsBoxAllows() {
    assertThat(Lettering.fit("mill", 400, 400).size())
        .isGreaterThan(Lettering.fit("a mill by the river ".repeat(20), 400, 400).size());
  }

  @Test
  void textThatDoesNotFitEndsInDots() {
    var lettering = Lettering.fit("word ".repeat(200), 50, 50);

    assertThat(lettering.lines()).hasSize(5);
    assertThat(lettering.lines().getLast()).endsWith("...");
  }

  private Outcome.Succeeded run(String input) {
    return (Outcome.Succeeded) model.run(Calls.with(input)).await().atMost(SOON);
  }

  private List<ProducedFile> files(String input) {
    return run(input).output().files();
  }

  private static BufferedImage decoded(ProducedFile file) {
    try {
      return ImageIO.read(new ByteArrayInputStream(file.bytes()));
    } catch (IOException e) {
      throw new AssertionError("no PNG", e);
    }
  }
}
