package dev.millrace.item;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.blob.FileUrl;
import dev.millrace.queue.Payloads;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemThumbnailTest {
  private static final String BASE = "https://api.example.com";
  private static final UUID ID = UUID.fromString("0198c1a2-0000-7000-8000-000000000001");
  private static final UUID OTHER = UUID.fromString("0198c1a2-0000-7000-8000-000000000002");

  @Test
  void eachImageOfTheOutputHasOneInOrder() throws Exception {
    var output =
        "{\"a\":[\"%s\",\"%s\"],\"b\":\"%s\"}"
            .formatted(
                FileUrl.stored(OTHER, "a b\"c.PNG"),
                FileUrl.stored(ID, "x.jpeg"),
                FileUrl.stored(OTHER, "a.png"));

    assertThat(ItemThumbnail.in(output, BASE))
        .containsExactly(
            new ItemThumbnail("image", BASE + "/media/" + OTHER + "/thumbnail"),
            new ItemThumbnail("image", BASE + "/media/" + ID + "/thumbnail"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"film.mp4", "page.html", "picture.svg", "png", "a.png.zip", "thumbnail"})
  void otherFilesHaveNone(String name) {
    assertThat(ItemThumbnail.in("\"" + FileUrl.stored(ID, name) + "\"", BASE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "\"https://elsewhere.example.com/media/0198c1a2-0000-7000-8000-000000000001/a.png\"",
        "\"https://files.millrace.invalid/media/1/a.png\"",
        "\"https://files.millrace.invalid/media/0198c1a2-0000-7000-8000-000000000001/a/b.png\""
      })
  void whatIsNoFileOfOursHasNone(String output) {
    assertThat(ItemThumbnail.in(output, BASE)).isEmpty();
  }

  @Test
  void whereThereAreNoneNothingIsSaidOfThem() throws Exception {
    var json = new ObjectMapper();
    var without = new Payloads(Optional.empty(), Optional.of("{\"text\":1}"));
    var with =
        new Payloads(Optional.empty(), Optional.of("\"" + FileUrl.stored(ID, "a.png") + "\""));

    assertThat(json.readTree(json.writeValueAsString(Bodies.of(without, BASE))).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("output", "input");
    assertThat(
            json.readTree(json.writeValueAsString(Bodies.of(with, BASE))).at("/thumbnails/0/url"))
        .hasToString("\"" + BASE + "/media/" + ID + "/thumbnail\"");
  }
}
