package dev.millrace.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Presentation;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresentationReaderTest {
  private static final String PLAIN =
      """
      models:
        - name: acme/writer
          input_schema: {type: object}
          output_schema: {}
          run_limit: 30s
          routes:
            - {name: local, dialect: local, settings: {model: echo}}
      """;

  @Test
  void aModelThatSaysNothingOfItselfIsTaken() {
    assertThat(read(PLAIN)).isEqualTo(Presentation.NONE);
  }

  @Test
  void everythingThatAModelSaysIsRead() {
    var text =
        with(
            """
            short_description: Writes.
            thumbnail_url: https://acme.example/writer.png
            use_cases: [letters, poems]
            input_modalities: [text, image]
            output_modalities: [text]
            features: [fast]
            featured: true
            official: true
            unlisted: true
            examples: [a, b]
            context_window: 200000
            max_output_tokens: 64000
            released: 2026-03-04
            base_model: writer
            creator: Acme
            """);

    assertThat(read(text))
        .isEqualTo(
            new Presentation(
                "Writes.",
                Optional.of("https://acme.example/writer.png"),
                List.of("letters", "poems"),
                List.of("text", "image"),
                List.of("text"),
                List.of("fast"),
                true,
                true,
                true,
                List.of("a", "b"),
                OptionalInt.of(200_000),
                OptionalInt.of(64_000),
                Optional.of(LocalDate.of(2026, 3, 4)),
                Optional.of("writer"),
                Optional.of("Acme")));
  }

  @Test
  void aWordThatIsSaidTwiceCountsOnce() {
    assertThat(read(with("features: [fast, small, fast]\n")).features())
        .containsExactly("fast", "small");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          thumbnail_url: writer.png          | models[0].thumbnail_url must be an http or https URL
          thumbnail_url: file:///etc/passwd  | models[0].thumbnail_url must be an http or https URL
          thumbnail_url: 'http://a b'        | models[0].thumbnail_url must be an http or https URL
          use_cases: letters                 | models[0].use_cases must be a list
          features: [fast, 1]                | models[0].features[1] must be a text
          featured: yes                      | models[0].featured must be true or false
          official: 1                        | models[0].official must be true or false
          context_window: 0                  | models[0].context_window must be a whole number from 1
          context_window: many               | models[0].context_window must be a whole number from 1
          max_output_tokens: 100000001       | models[0].max_output_tokens must be a whole number from 1
          max_output_tokens: 1.5             | models[0].max_output_tokens must be a whole number from 1
          released: last spring              | models[0].released must be a date such as 2026-03-04
          released: 2026-02-30               | models[0].released must be a date such as 2026-03-04
          released: [2026-02-01]             | models[0].released must be a date such as 2026-03-04
          creator: 7                         | models[0].creator must be a text
          thumbnail: x                       | models[0].thumbnail is not known here
          """)
  void whatIsWrongIsRefusedWithItsPlace(String line, String told) {
    assertThat(problemsOf(with(line + "\n"))).singleElement().asString().contains("line 8", told);
  }

  private static String with(String lines) {
    return PLAIN + lines.indent(4);
  }

  private static Presentation read(String text) {
    return switch (reading(text)) {
      case Reading.Accepted taken -> taken.catalogue().models().iterator().next().presentation();
      case Reading.Refused refused -> throw new AssertionError(refused.problems().toString());
    };
  }

  private static List<Problem> problemsOf(String text) {
    return switch (reading(text)) {
      case Reading.Accepted taken -> List.of();
      case Reading.Refused refused -> refused.problems();
    };
  }

  private static Reading reading(String text) {
    return new CatalogueReader(Map.of(), route -> List.of()).read(text);
  }
}
