package dev.millrace.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.Json;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputReaderTest {
  private static final UUID FILE = UUID.fromString("01900000-0000-7000-8000-000000000001");
  private static final String NO_SCHEMA = "{}";

  @Test
  void aFilesUrlIsStoredWithoutWhereWeAreReached() {
    var input = object("{'a': {'list': ['x', 'https://p.example/media/%s/a%%20b.png']}}");

    var named = read(input);

    assertThat(named)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.url().id()).contains(FILE);
              assertThat(one.path()).containsExactly("a", "list", "1");
            });
    assertThat(input)
        .isEqualTo(
            object("{'a': {'list': ['x', 'https://files.millrace.invalid/media/%s/a%%20b.png']}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTPS://P.example/media/%s/a.png",
        "https://p.example/media/%s",
        "https://p.example/media/%s/",
        "https://p.example/media/%s/a.png?download=1",
        "https://p.example/media/%s?x#y",
        "https://files.millrace.invalid/media/%s/a.png"
      })
  void itMayBeWrittenInManyWays(String url) {
    assertThat(NamedFile.ids(read(object("{'a': '" + url + "'}")))).containsExactly(FILE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://other.example/media/%s/a.png",
        "https://p.example.other/media/%s/a.png",
        "https://p.example:444/media/%s/a.png",
        "see https://p.example/media/%s/a.png",
        "/media/%s/a.png",
        "https://p.example/%s/media/"
      })
  void whatIsNoUrlOfAFileHereStaysAsItIs(String text) {
    var input = object("{'a': '" + text + "'}");

    assertThat(read(input)).isEmpty();
    assertThat(input).isEqualTo(object("{'a': '" + text + "'}"));
  }

  @Test
  void theNameOfAFieldIsNoFile() {
    assertThat(read(object("{'https://p.example/media/%s/a.png': 1}"))).isEmpty();
  }

  @Test
  void slashesMayBeEscaped() {
    var raw = "{\"a\":\"https:\\/\\/p.example\\/media\\/" + FILE + "\\/a.png\"}";

    var named =
        InputReader.read(
            raw.getBytes(StandardCharsets.UTF_8),
            (ObjectNode) Json.json(raw),
            Json.json(NO_SCHEMA),
            Optional.of("https://p.example"));

    assertThat(named).hasSize(1);
  }

  @Test
  void unknownFilesThumbnailsAndIdsThatAreNoneAreRefusedByTheirPlaces() {
    var named =
        read(
            object(
                "{'good': 'https://p.example/media/%1$s/a', 'small':"
                    + " 'https://p.example/media/%1$s/thumbnail', 'odd':"
                    + " ['https://p.example/media/../../x'], 'b/c':"
                    + " 'https://p.example/media/01900000-0000-7000-8000-000000000002/a'}"));

    assertThatThrownBy(() -> NamedFile.refuseOthers(named, Set.of(FILE)))
        .isInstanceOfSatisfying(
            FaultException.class,
            refused -> {
              assertThat(refused.fault().code()).isEqualTo(FaultCode.INVALID_INPUT);
              assertThat(refused.fault().validationErrors())
                  .extracting(error -> error.instancePath())
                  .containsExactly("/small", "/odd/0", "/b~1c");
            });
  }

  @Test
  void anInputNamesAtMostSixtyFourFiles() {
    assertThat(NamedFile.ids(files(64))).hasSize(64);
    assertThatThrownBy(() -> NamedFile.ids(files(65)))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("64");
  }

  private static List<NamedFile> files(int count) {
    return read(
        object(
            IntStream.range(0, count)
                .mapToObj(i -> "'https://p.example/media/%s/a'".formatted(new UUID(1, i)))
                .collect(Collectors.joining(",", "{'a': [", "]}"))));
  }

  private static final String URIS =
      "{'properties': {'image': {'type': 'string', 'format': 'uri'},"
          + " 'more': {'type': 'array', 'items': {'format': 'uri'}}, 'text': {'type': 'string'}}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'image': 'data:image/png;base64,iVBORw0KGgo='}",
        "{'image': 'data:image/png;base64,'}",
        "{'image': 'data:,plain;base64,!'}",
        "{'image': 'https://example.com/;base64,!'}",
        "{'more': ['data:;base64,AAAA']}",
        "{'text': 'data:image/png;base64, is how it begins!'}",
        "{'other': {'text': 'data:image/png;base64,!'}}"
      })
  void dataThatIsWhatItClaimsPasses(String input) {
    assertThat(readWith(input)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'image': 'data:image/png;base64,iVBOR!'}",
        "{'image': 'data:image/png;base64,AAAAA'}",
        "{'image': 'data:image/png;base64,A==='}",
        "{'image': 'data:image/png;base64,AA=A'}",
        "{'more': ['data:;base64,AAAA', 'data:;base64,-']}"
      })
  void brokenBase64IsRefusedWhereAUriIsWanted(String input) {
    assertThatThrownBy(() -> readWith(input))
        .isInstanceOfSatisfying(
            FaultException.class,
            refused -> {
              assertThat(refused.fault().code()).isEqualTo(FaultCode.INVALID_INPUT);
              assertThat(refused.fault().validationErrors()).hasSize(1);
            });
  }

  private static List<NamedFile> readWith(String input) {
    var object = (ObjectNode) Json.json(input);
    return InputReader.read(
        object.toString().getBytes(StandardCharsets.UTF_8),
        object,
        Json.json(URIS),
        Optional.empty());
  }

  private static List<NamedFile> read(ObjectNode input) {
    return InputReader.read(
        input.toString().getBytes(StandardCharsets.UTF_8),
        input,
        Json.json(NO_SCHEMA),
        Optional.of("https://p.example"));
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) Json.json(json.contains("%") ? json.formatted(FILE) : json);
  }
}
