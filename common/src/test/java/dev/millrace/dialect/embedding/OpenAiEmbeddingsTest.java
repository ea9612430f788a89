package dev.millrace.dialect.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Refusals;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Usage;
import dev.millrace.provider.Calls;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiEmbeddingsTest {
  private static final JsonNode TEXTS_ONLY =
      Calls.json("{'properties': {'input': {'anyOf': [{'type': 'string'}, {'type': 'array'}]}}}");

  private static final JsonNode OPENAI =
      Calls.json(
          """
          {'properties': {
             'input': {'anyOf': [{'type': 'string'}, {'type': 'array', 'items': {'type': 'integer'}}]},
             'dimensions': {'type': 'integer'},
             'encoding_format': {'enum': ['float', 'base64']},
             'user': {'type': 'string'}}}
          """);

  /** 1.5 and -2, lowest byte first. */
  private static final String BASE64 = "AADAPwAAAMA=";

  @Test
  void oneTextStaysOneText() {
    assertThat(filled("{'model': 'm', 'input': 'Hello'}", TEXTS_ONLY))
        .isEqualTo(Calls.json("{'input': 'Hello'}"));
  }

  @Test
  void severalTextsKeepTheirOrder() {
    assertThat(filled("{'model': 'm', 'input': ['b', 'a', 'b']}", TEXTS_ONLY))
        .isEqualTo(Calls.json("{'input': ['b', 'a', 'b']}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1, 2, 3]", "[[1, 2], [3]]", "['text', [3]]"})
  void tokensGoToAModelThatTakesThem(String input) {
    assertThat(filled("{'input': %s}".formatted(input), OPENAI))
        .isEqualTo(Calls.json("{'input': %s}".formatted(input)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1, 2, 3]", "[[1, 2], [3]]", "['text', [3]]"})
  void tokensAreRefusedForAModelThatTakesTextsOnly(String input) {
    var body = "{'input': %s}".formatted(input);

    assertThat(Refusals.of(() -> filled(body, TEXTS_ONLY)))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.FIELD_UNSUPPORTED))
        .satisfies(fault -> assertThat(fault.details()).containsEntry(FieldFault.PARAM, "input"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}|input",
        "{'input': null}|input",
        "{'input': 7}|input",
        "{'input': []}|input",
        "{'input': {'text': 'a'}}|input",
        "{'input': ['a', 7]}|input",
        "{'input': ['a', null]}|input[1]",
        "{'input': ['a', []]}|input[1]",
        "{'input': ['a', [1.5]]}|input[1]",
        "{'input': [[99999999999]]}|input[0]",
        "{'input': 'a', 'encoding_format': 'int8'}|encoding_format",
        "{'input': 'a', 'encoding_format': 1}|encoding_format",
        "{'input': 'a', 'dimensions': 'many'}|dimensions",
        "{'input': 'a', 'user': 7}|user",
      })
  void aMalformedFieldIsNamed(String body, String field) {
    assertThat(Refusals.of(() -> filled(body, OPENAI)))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.MALFORMED))
        .satisfies(fault -> assertThat(fault.details().get(FieldFault.PARAM)).startsWith(field));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dimensions", "truncate"})
  void whatTheModelHasNoPlaceForIsRefusedByItsName(String field) {
    assertThat(Refusals.of(() -> filled("{'input': 'a', '%s': 256}".formatted(field), TEXTS_ONLY)))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.FIELD_UNSUPPORTED))
        .satisfies(fault -> assertThat(fault.details()).containsEntry(FieldFault.PARAM, field));
  }

  @Test
  void dimensionsGoToAModelThatKnowsThemByAnotherName() {
    var schema =
        Calls.json("{'properties': {'input': {}, 'output_dimensionality': {'type': 'integer'}}}");

    assertThat(filled("{'input': 'a', 'dimensions': 256}", schema))
        .isEqualTo(Calls.json("{'input': 'a', 'output_dimensionality': 256}"));
  }

  @Test
  void base64IsAskedOfAModelThatKnowsIt() {
    assertThat(filled("{'input': 'a', 'encoding_format': 'base64', 'user': 'u'}", OPENAI))
        .isEqualTo(Calls.json("{'input': 'a', 'encoding_format': 'base64', 'user': 'u'}"));
  }

  @Test
  void aModelThatKnowsNeitherBase64NorUsersIsNotTold() {
    assertThat(filled("{'input': 'a', 'encoding_format': 'base64', 'user': 'u'}", TEXTS_ONLY))
        .isEqualTo(Calls.json("{'input': 'a'}"));
  }

  @Test
  void floatsAreAnsweredAsBase64() {
    assertThat(answer("[[1.5, -2]]", Encoding.BASE64).at("/data/0/embedding").asText())
        .isEqualTo(BASE64);
  }

  @Test
  void base64IsAnsweredAsFloats() {
    assertThat(answer("['%s']".formatted(BASE64), Encoding.FLOAT).at("/data/0/embedding"))
        .hasToString("[1.5,-2.0]");
  }

  @Test
  void whatComesAsItIsWantedIsNotTouched() {
    assertThat(answer("[[0.1234567890123456789, 1]]", Encoding.FLOAT).at("/data/0/embedding"))
        .isEqualTo(Calls.json("[0.1234567890123456789, 1]"));
    assertThat(answer("['not looked at']", Encoding.BASE64).at("/data/0/embedding").asText())
        .isEqualTo("not looked at");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "['no base64']|FLOAT",
        "['AAA=']|FLOAT",
        "['AADAfw==']|FLOAT", // not a number
        "[['1']]|BASE64",
        "[{}]|FLOAT",
        "[null]|BASE64",
        "[7]|FLOAT",
      })
  void whatIsNoVectorIsTheProvidersFault(String vectors, Encoding encoding) {
    assertThat(Refusals.of(() -> answer(vectors, encoding)).code())
        .isEqualTo(FaultCode.PROVIDER_BROKEN);
  }

  @Test
  void theAnswerNamesModelUsageAndPlaces() {
    assertThat(answer("[[1], [2]]", Encoding.FLOAT))
        .hasToString(
            Calls.json(
                    """
                    {'object': 'list',
                     'data': [{'object': 'embedding', 'index': 0, 'embedding': [1]},
                              {'object': 'embedding', 'index': 1, 'embedding': [2]}],
                     'model': 'mine',
                     'usage': {'prompt_tokens': 7, 'total_tokens': 7}}
                    """)
                .toString());
  }

  private static ObjectNode answer(String vectors, Encoding encoding) {
    return OpenAiEmbeddings.answer(
        Calls.json(vectors).valueStream().toList(),
        encoding,
        "mine",
        Usage.ofTokens(7, 0, Duration.ofSeconds(1)));
  }

  private static ObjectNode filled(String body, JsonNode schema) {
    return EmbeddingInput.fill(OpenAiEmbeddings.read((ObjectNode) Calls.json(body)), schema)
        .input();
  }
}
