package dev.millrace.model;

import static dev.millrace.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import dev.millrace.fault.ValidationError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTest {
  private static final Schema IMAGE =
      JsonSchema.of(
          json(
              """
              {'type': 'object', 'required': ['prompt'], 'additionalProperties': false,
               'properties': {
                 'prompt': {'type': 'string', 'maxLength': 20},
                 'site': {'type': 'string', 'format': 'uri'},
                 'at': {'type': 'string', 'format': 'date-time'},
                 'images': {'type': 'array', 'items': {'$ref': '#/$defs/image'}}},
               '$defs': {'image': {'type': 'object', 'required': ['u/r~l'],
                 'additionalProperties': false,
                 'properties': {'u/r~l': {'type': 'string'}}}}}
              """));

  @Test
  void acceptsWhatFits() {
    assertThat(IMAGE.validate(json("{'prompt': 'a cat'}"))).isEmpty();
  }

  @Test
  void namesTheMissingFieldItself() {
    var error = onlyErrorOf("{}");

    assertThat(error.path()).containsExactly("prompt");
    assertThat(error.instancePath()).isEqualTo("/prompt");
    assertThat(error.code()).isEqualTo("required");
    assertThat(error.message()).contains("prompt");
  }

  @Test
  void namesTheUnknownFieldItself() {
    var error = onlyErrorOf("{'prompt': 'a cat', 'promt': 1}");

    assertThat(error.path()).containsExactly("promt");
    assertThat(error.instancePath()).isEqualTo("/promt");
    assertThat(error.code()).isEqualTo("additionalProperties");
  }

  @Test
  void namesTheFieldWithTheWrongValue() {
    var error = onlyErrorOf("{'prompt': 5}");

    assertThat(error.instancePath()).isEqualTo("/prompt");
    assertThat(error.code()).isEqualTo("type");
  }

  @Test
  void pathsLeadIntoArraysAndEscapeAsJsonPointersDo() {
    var error = onlyErrorOf("{'prompt': 'a cat', 'images': [{'u/r~l': 'x'}, {}]}");

    assertThat(error.path()).containsExactly("images", "1", "u/r~l");
    assertThat(error.instancePath()).isEqualTo("/images/1/u~1r~0l");
  }

  @ParameterizedTest
  @CsvSource({"site, not a uri", "at, yesterday"})
  void formatsAreAsserted(String field, String value) {
    var error = onlyErrorOf("{'prompt': 'a cat', '%s': '%s'}".formatted(field, value));

    assertThat(error.path()).containsExactly(field);
    assertThat(error.code()).isEqualTo("format");
  }

  @Test
  void tellsEveryFieldThatDoesNotFit() {
    var errors = IMAGE.validate(json("{'site': 'no uri', 'more': 1}"));

    assertThat(errors)
        .extracting(ValidationError::instancePath)
        .containsExactlyInAnyOrder("/prompt", "/site", "/more");
  }

  @Test
  void stopsAtAHundredErrors() {
    var numbers = JsonNodeFactory.instance.arrayNode();
    IntStream.range(0, 100_000).forEach(numbers::add);

    var errors = JsonSchema.of(json("{'items': {'type': 'string'}}")).validate(numbers);

    assertThat(errors).hasSize(100);
  }

  @Test
  void keepsFewErrorsOfAnAlternativeHoweverManyItHas() {
    var context = new BoundedErrors(ExecutionConfig.getInstance());
    var ofAnAlternative = new ArrayList<Error>();
    context.setErrors(ofAnAlternative);

    IntStream.range(0, 1000).forEach(i -> context.addError(Error.builder().message("no").build()));

    assertThat(ofAnAlternative).hasSize(100);
  }

  @Test
  void knowsWhatTheAlternativesTogetherEvaluate() {
    var schema =
        JsonSchema.of(
            json(
                """
                {'allOf': [{'properties': {'a': {'type': 'string'}}}],
                 'properties': {'b': {}}, 'unevaluatedProperties': false}
                """));

    assertThat(schema.validate(json("{'a': 'x', 'b': 1}"))).isEmpty();
    assertThat(schema.validate(json("{'a': 'x', 'c': 1}")))
        .extracting(ValidationError::instancePath)
        .containsExactly("/c");
  }

  @Test
  void aDocumentWithAnIdRefersToItselfAsItLikes() {
    var schema =
        JsonSchema.of(
            json(
                """
                {'$schema': 'https://json-schema.org/draft/2020-12/schema',
                 '$id': 'https://example.com/a',
                 'properties': {'x': {'$ref': '#n'}, 'y': {'$ref': 'https://example.com/a#/$defs/n'}},
                 '$defs': {'n': {'$anchor': 'n', 'type': 'integer'}}}
                """));

    assertThat(schema.validate(json("{'x': 1, 'y': 2}"))).isEmpty();
    assertThat(schema.validate(json("{'x': 'a', 'y': 'b'}"))).hasSize(2);
  }

  @Test
  void manyThreadsMayValidateAtOnce() {
    var verdicts =
        IntStream.range(0, 20_000)
            .parallel()
            .mapToObj(
                i -> IMAGE.validate(json(i % 2 == 0 ? "{'prompt': 'a'}" : "{}")).size() == i % 2)
            .distinct()
            .toList();

    assertThat(verdicts).containsExactly(true);
  }

  @Test
  void aValueMayFitOneOfManyAlternativesHoweverManyItFails() {
    var numbers = JsonNodeFactory.instance.arrayNode();
    IntStream.range(0, 1000).forEach(numbers::add);

    var errors =
        JsonSchema.of(
                json("{'anyOf': [{'items': {'type': 'string'}}, {'items': {'type': 'integer'}}]}"))
            .validate(numbers);

    assertThat(errors).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'objekt'}",
        "{'properties': {'a': {'minimum': 'three'}}}",
        "{'$schema': 'http://json-schema.org/draft-07/schema#'}",
        "{'$ref': 'https://example.com/schema.json'}",
        "{'$ref': 'http://127.0.0.1:9/schema.json'}",
        "{'properties': {'a': {'$ref': 'file:///etc/hostname'}}}",
        "{'properties': {'a': {'items': {'$ref': 'classpath:draft/2020-12/schema'}}}}",
        "{'$ref': '#/$defs/nowhere'}",
        "{'properties': {'a': {'pattern': '(('}}}",
      })
  void refusesADocumentThatIsNoSelfContainedSchema(String document) {
    assertThatThrownBy(() -> JsonSchema.of(json(document)))
        .isInstanceOf(InvalidSchemaException.class);
  }

  @Test
  void aRefusedDocumentNamesThePlace() {
    assertThatThrownBy(() -> JsonSchema.of(json("{'properties': {'a': {'minimum': 'three'}}}")))
        .isInstanceOfSatisfying(
            InvalidSchemaException.class,
            refused ->
                assertThat(refused.errors())
                    .extracting(ValidationError::instancePath)
                    .contains("/properties/a/minimum"));
  }

  @ParameterizedTest
  @CsvSource({"^a+$, aaa, true", "^a+$, aab, false", "b, abc, true"})
  void patternsAreFoundAnywhereUnlessAnchored(String pattern, String value, boolean fits) {
    assertThat(patternErrors(pattern, value).isEmpty()).isEqualTo(fits);
  }

  @Test
  void aDollarDoesNotOverlookALastNewline() {
    assertThat(patternErrors("^a+$", "aaa\n")).isNotEmpty();
  }

  @Test
  void aPatternThatWouldThinkForEverIsGivenUp() {
    var errors = patternErrors("^(.*a){20}$", "a".repeat(60) + "!");

    assertThat(errors).extracting(ValidationError::code).containsExactly("pattern");
    assertThat(errors.getFirst().message()).contains("too long");
  }

  @Test
  void aPatternThatWouldExhaustTheStackIsGivenUp() {
    var errors = patternErrors("^(a|b)*$", "ab".repeat(1_000_000));

    assertThat(errors).extracting(ValidationError::code).containsExactly("pattern");
  }

  private static List<ValidationError> patternErrors(String pattern, String value) {
    var document = JsonNodeFactory.instance.objectNode().put("pattern", pattern);
    return JsonSchema.of(document).validate(JsonNodeFactory.instance.textNode(value));
  }

  private static ValidationError onlyErrorOf(String input) {
    var errors = IMAGE.validate(json(input));
    assertThat(errors).hasSize(1);
    return errors.getFirst();
  }
}
