package dev.millrace.dialect.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Refusals;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Usage;
import dev.millrace.provider.Calls;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiEmbeddingsTest {
  private static final JsonNode SCHEMA =
      Calls.json("{'properties': {'input': {}, 'dimensions': {}, 'task_type': {}, 'title': {}}}");
  private static final Usage SEVEN = Usage.ofTokens(7, 0, Duration.ofSeconds(1));

  @Test
  void oneContentIsOneText() {
    assertThat(
            filled(
                """
                {'model': 'models/m', 'content': {'role': 'user', 'parts': [{'text': 'Hello'}]},
                 'taskType': 'RETRIEVAL_DOCUMENT', 'title': 'T', 'outputDimensionality': 256}
                """))
        .isEqualTo(
            Calls.json(
                "{'input': 'Hello', 'dimensions': 256, 'task_type': 'RETRIEVAL_DOCUMENT', 'title':"
                    + " 'T'}"));
  }

  @Test
  void theOptionsMayStandInTheConfiguration() {
    assertThat(
            filled(
                "{'content': {'parts': [{'text': 'a'}, {'text': 'b'}]}, 'embedContentConfig':"
                    + " {'outputDimensionality': 3}}"))
        .isEqualTo(Calls.json("{'input': 'a\\nb', 'dimensions': 3}"));
  }

  @Test
  void aBatchKeepsItsOrder() {
    assertThat(
            filledBatch(
                """
                {'requests': [
                  {'model': 'models/m', 'content': {'parts': [{'text': 'b'}]}, 'outputDimensionality': 3},
                  {'model': 'models/m', 'content': {'parts': [{'text': 'a'}]}, 'outputDimensionality': 3}]}
                """))
        .isEqualTo(Calls.json("{'input': ['b', 'a'], 'dimensions': 3}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}|MALFORMED content",
        "{'content': 'text'}|MALFORMED content",
        "{'content': {}}|MALFORMED content.parts",
        "{'content': {'parts': []}}|MALFORMED content.parts",
        "{'content': {'parts': [{}]}}|MALFORMED content.parts[0].text",
        "{'content': {'parts': [{'inlineData': {}}]}}|FIELD_UNSUPPORTED"
            + " content.parts[0].inlineData",
        "{'content': {'parts': [{'text': 'a'}]}, 'taskType': 5}|MALFORMED taskType",
        "{'content': {'parts': [{'text': 'a'}]}, 'outputDimensionality': '5'}|MALFORMED"
            + " outputDimensionality",
        "{'content': {'parts': [{'text': 'a'}]}, 'labels': {}}|FIELD_UNSUPPORTED labels",
        "{'content': {'parts': [{'text': 'a'}]}, 'embedContentConfig': {'audio':"
            + " 1}}|FIELD_UNSUPPORTED embedContentConfig.audio",
      })
  void aFieldThatIsWrongOrUnknownIsNamed(String body, String said) {
    assertThat(Refusals.said(() -> filled(body))).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}|MALFORMED requests",
        "{'requests': []}|MALFORMED requests",
        "{'requests': ['a']}|MALFORMED requests[0]",
        "{'requests': [{'content': {'parts': [{'text': 'a'}]}}, {}]}|MALFORMED requests[1].content",
        "{'requests': [{'content': {'parts': [{'text': 'a'}]}}, {'content': {'parts': [{'text':"
            + " 'a'}]}, 'taskType': 'X'}]}|FIELD_UNSUPPORTED requests[1].taskType",
      })
  void aRequestOfABatchThatIsWrongIsNamed(String body, String said) {
    assertThat(Refusals.said(() -> filledBatch(body))).isEqualTo(said);
  }

  @Test
  void whatTheModelCannotBeToldIsNamedAsTheCallerSaidIt() {
    var schema = Calls.json("{'properties': {'input': {}}}");
    var body =
        Calls.json(
            "{'requests': [{'content': {'parts': [{'text': 'a'}]}, 'outputDimensionality': 3}]}");

    assertThat(
            Refusals.said(
                () -> EmbeddingInput.fill(GeminiEmbeddings.readBatch((ObjectNode) body), schema)))
        .isEqualTo("FIELD_UNSUPPORTED requests[0].outputDimensionality");
  }

  @Test
  void answersHoldNumbersWhateverTheModelSaid() {
    var vectors = Calls.json("['AADAPwAAAMA=']").valueStream().toList();

    assertThat(GeminiEmbeddings.answer(vectors, SEVEN))
        .hasToString(
            "{\"embedding\":{\"values\":[1.5,-2.0]},\"usageMetadata\":{\"promptTokenCount\":7}}");
    assertThat(GeminiEmbeddings.batchAnswer(vectors, SEVEN))
        .hasToString(
            "{\"embeddings\":[{\"values\":[1.5,-2.0]}],\"usageMetadata\":{\"promptTokenCount\":7}}");
  }

  @Test
  void anUpstreamIsAskedForABatchWhateverTheCallerGave() {
    assertThat(GeminiUpstream.asked(Calls.json("{'input': 'a', 'dimensions': 3}"), "m"))
        .isEqualTo(
            Calls.json(
                "{'requests': [{'model': 'models/m', 'content': {'parts': [{'text': 'a'}]},"
                    + " 'outputDimensionality': 3}]}"));
    assertThat(
            GeminiUpstream.asked(
                Calls.json("{'input': ['a', 'b'], 'task_type': 'X', 'title': 'T'}"), "m"))
        .isEqualTo(
            Calls.json(
                """
                {'requests': [
                  {'model': 'models/m', 'content': {'parts': [{'text': 'a'}]}, 'taskType': 'X', 'title': 'T'},
                  {'model': 'models/m', 'content': {'parts': [{'text': 'b'}]}, 'taskType': 'X', 'title': 'T'}]}
                """));
  }

  @Test
  void anUpstreamsAnswerBecomesTheModelsOwn() {
    var reply =
        Calls.json(
            "{'embeddings': [{'values': [1]}, {'values': [2]}], 'usageMetadata':"
                + " {'promptTokenCount': 9}}");

    assertThat(GeminiUpstream.output(reply, 2)).isEqualTo(Calls.json("{'embeddings': [[1], [2]]}"));
    assertThat(GeminiUpstream.tokens(reply)).hasValue(9);
    assertThat(GeminiUpstream.tokens(Calls.json("{'usageMetadata': {'promptTokenCount': 'x'}}")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}",
        "{'embeddings': [{'values': [1]}]}",
        "{'embeddings': [{'values': [1]}, {}]}",
        "{'embeddings': [{'values': [1]}, {'values': 'x'}]}",
        "{'embeddings': 'two'}",
        "{'data': [{'index': 0, 'embedding': [1]}, {'index': 0, 'embedding': [2]}]}",
        "{'data': [{'index': 0, 'embedding': [1]}, {'index': 2, 'embedding': [2]}]}",
      })
  void anAnswerThatDoesNotHaveAnEmbeddingForEachTextIsBroken(String reply) {
    assertThat(Refusals.of(() -> GeminiUpstream.output(Calls.json(reply), 2)).code())
        .isEqualTo(FaultCode.PROVIDER_BROKEN);
  }

  @Test
  void embeddingsThatComeInAnotherOrderAreSorted() {
    var output =
        Calls.json("{'data': [{'index': 1, 'embedding': [2]}, {'index': 0, 'embedding': [1]}]}");

    assertThat(EmbeddingOutput.vectors(output, 2))
        .containsExactly(Calls.json("[1]"), Calls.json("[2]"));
  }

  private static ObjectNode filled(String body) {
    return EmbeddingInput.fill(GeminiEmbeddings.read((ObjectNode) Calls.json(body)), SCHEMA)
        .input();
  }

  private static ObjectNode filledBatch(String body) {
    return EmbeddingInput.fill(GeminiEmbeddings.readBatch((ObjectNode) Calls.json(body)), SCHEMA)
        .input();
  }
}
