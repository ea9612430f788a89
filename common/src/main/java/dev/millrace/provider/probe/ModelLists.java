package dev.millrace.provider.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.vault.KeyTester.Listed;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads the lists of models that providers answer with: OpenAI's and Anthropic's {@code data},
 * Google's {@code models}, or a list without anything around it. Bounded, since some servers are
 * anybody's. Pure.
 */
final class ModelLists {
  private static final int MOST = 1000;
  private static final int LONGEST_ID = 200;
  private static final String GOOGLE_PREFIX = "models/";

  private ModelLists() {}

  /**
   * The models, each once, in the server's order; ids that are no decent text are left out.
   *
   * @throws FaultException of PROVIDER_BROKEN when there is no list
   */
  static List<Listed> in(JsonNode reply) {
    return StreamSupport.stream(listIn(reply).spliterator(), false)
        .flatMap(entry -> model(entry).stream())
        .filter(distinctIds())
        .limit(MOST)
        .toList();
  }

  private static Predicate<Listed> distinctIds() {
    var seen = new HashSet<String>();
    return model -> seen.add(model.id());
  }

  private static JsonNode listIn(JsonNode reply) {
    return Stream.of(reply, reply.path("data"), reply.path("models"))
        .filter(JsonNode::isArray)
        .findFirst()
        .orElseThrow(
            () ->
                new FaultException(
                    FaultCode.PROVIDER_BROKEN, "The provider answered without a list of models."));
  }

  private static Optional<Listed> model(JsonNode entry) {
    return text(entry.path("id"))
        .or(() -> text(entry.path("name")).map(ModelLists::withoutPrefix))
        .map(id -> new Listed(id, text(entry.path("owned_by"))));
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.ofNullable(node.textValue())
        .filter(text -> !text.isBlank() && text.length() <= LONGEST_ID)
        .filter(text -> text.chars().noneMatch(Character::isISOControl));
  }

  private static String withoutPrefix(String name) {
    return name.startsWith(GOOGLE_PREFIX) ? name.substring(GOOGLE_PREFIX.length()) : name;
  }
}
