package dev.millrace.dialect.gemini;

import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.Format;
import dev.millrace.conversation.Reasoning;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.DialectContract;
import java.util.Optional;
import java.util.Set;

class GeminiDialectTest extends DialectContract {
  @Override
  protected Dialect dialect() {
    return new GeminiDialect();
  }

  @Override
  protected Set<Feature> inexpressible() {
    return Set.of(Feature.PARALLEL_TOOLS);
  }

  /** Efforts are budgets here, schemas are always kept to, and nobody asks for the user's name. */
  @Override
  protected Conversation expected(Conversation asked) {
    return new Conversation(
        asked.turns(),
        asked.tools(),
        asked.toolChoice(),
        asked.parallelTools(),
        asked.sampling(),
        asked.maxTokens(),
        asked.format().map(GeminiDialectTest::expected),
        asked.reasoning().map(GeminiDialectTest::expected),
        Optional.empty(),
        asked.streamed());
  }

  private static Reasoning expected(Reasoning asked) {
    return Reasoning.of(asked.asBudget().orElseThrow(), asked.shown());
  }

  private static Format expected(Format asked) {
    return switch (asked) {
      case Format.JsonObject any -> any;
      case Format.JsonSchema schema ->
          new Format.JsonSchema(schema.name(), Optional.empty(), schema.schema(), Optional.empty());
    };
  }
}
