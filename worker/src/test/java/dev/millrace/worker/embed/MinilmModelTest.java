package dev.millrace.worker.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.provider.Calls;
import dev.millrace.provider.Workbench;
import dev.millrace.request.Outcome;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MinilmModelTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Duration SOON = Duration.ofSeconds(60);
  private final MinilmModel model = new MinilmModel(new Workbench(VERTX));

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aKingIsNearerToAQueenThanToABicycle() {
    var embeddings = embeddings(run(texts("a king", "a queen", "a bicycle")));

    double queen = similarity(embeddings.get(0), embeddings.get(1));
    double bicycle = similarity(embeddings.get(0), embeddings.get(2));

    assertThat(queen).isGreaterThan(bicycle + 0.1);
  }

  @Test
  void oneStringGivesOneEmbeddingOf384Floats() {
    var input = JsonNodeFactory.instance.objectNode().put("input", "hello");

    var embeddings = embeddings(run(input));

    assertThat(embeddings).hasSize(1);
    assertThat(embeddings.get(0)).hasSize(384);
  }

  @Test
  void embeddingsComeInTheOrderOfTheTexts() {
    var many = new String[100];
    for (int i = 0; i < many.length; i++) {
      many[i] = "text number " + i;
    }

    var together = embeddings(run(texts(many)));

    var alone = embeddings(run(texts(many[57])));
    assertThat(together).hasSize(100);
    assertThat(similarity(together.get(57), alone.get(0))).isGreaterThan(0.9999);
  }

  @Test
  void aBlankTextAmongOthersIsNoFailure() {
    assertThat(embeddings(run(texts("", " ", "word")))).hasSize(3);
  }

  @Test
  void usageCountsTokensAndEmbeddings() {
    var outcome = run(texts("a king", "a queen"));

    assertThat(outcome)
        .asInstanceOf(type(Outcome.Succeeded.class))
        .extracting(Outcome.Succeeded::usage)
        .satisfies(
            usage -> {
              assertThat(usage.inputTokens()).isEqualTo(4);
              assertThat(usage.outputs()).isEqualTo(2);
            });
  }

  private Outcome run(JsonNode input) {
    return model.run(Calls.with(input)).await().atMost(SOON);
  }

  private static ObjectNode texts(String... texts) {
    var input = JsonNodeFactory.instance.objectNode();
    var list = input.putArray("input");
    for (var text : texts) {
      list.add(text);
    }
    return input;
  }

  private static JsonNode embeddings(Outcome outcome) {
    return ((Outcome.Succeeded) outcome).output().value().get("embeddings");
  }

  private static double similarity(JsonNode one, JsonNode other) {
    double product = 0;
    double oneSquare = 0;
    double otherSquare = 0;
    for (int i = 0; i < one.size(); i++) {
      product += one.get(i).asDouble() * other.get(i).asDouble();
      oneSquare += Math.pow(one.get(i).asDouble(), 2);
      otherSquare += Math.pow(other.get(i).asDouble(), 2);
    }
    return product / Math.sqrt(oneSquare * otherSquare);
  }
}
