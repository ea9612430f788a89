package dev.millrace.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.FieldFault;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Brings a caller's body into one form. Google's servers take every name in two spellings, and a
 * single thing where a list is due; so do their clients write them. What belongs to the caller
 * itself, such as schemas and arguments, stays as it is.
 */
final class Canonical {
  private static final Set<String> NAMES =
      Set.of(
          "systemInstruction",
          "generationConfig",
          "safetySettings",
          "cachedContent",
          "toolConfig",
          "serviceTier",
          "functionCallingConfig",
          "allowedFunctionNames",
          "retrievalConfig",
          "includeServerSideToolInvocations",
          "functionDeclarations",
          "parametersJsonSchema",
          "responseJsonSchema",
          "googleSearch",
          "googleSearchRetrieval",
          "codeExecution",
          "urlContext",
          "dynamicRetrievalConfig",
          "inlineData",
          "fileData",
          "functionCall",
          "functionResponse",
          "executableCode",
          "codeExecutionResult",
          "thoughtSignature",
          "videoMetadata",
          "mediaResolution",
          "mimeType",
          "fileUri",
          "displayName",
          "willContinue",
          "topP",
          "topK",
          "maxOutputTokens",
          "stopSequences",
          "presencePenalty",
          "frequencyPenalty",
          "candidateCount",
          "responseMimeType",
          "responseSchema",
          "responseModalities",
          "responseLogprobs",
          "thinkingConfig",
          "thinkingBudget",
          "thinkingLevel",
          "includeThoughts",
          "speechConfig",
          "imageConfig",
          "audioTimestamp",
          "enableEnhancedCivicAnswers");

  private static final Map<String, String> SPELLINGS =
      NAMES.stream().collect(Collectors.toUnmodifiableMap(Canonical::snake, Function.identity()));

  /** Whose insides are the caller's own. */
  private static final Set<String> OPAQUE =
      Set.of(
          "args",
          "response",
          "parameters",
          "parametersJsonSchema",
          "responseSchema",
          "responseJsonSchema",
          "labels");

  private static final Set<String> LISTS =
      Set.of("contents", "parts", "tools", "functionDeclarations", "safetySettings");

  private Canonical() {}

  /** A copy; long texts are shared. */
  static ObjectNode of(ObjectNode object) {
    var copy = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(
            field -> {
              var name = SPELLINGS.getOrDefault(field.getKey(), field.getKey());
              if (copy.has(name)) {
                throw FieldFault.malformed(name, "is there twice, in both of its spellings");
              }
              copy.set(name, value(name, field.getValue()));
            });
    return copy;
  }

  private static JsonNode value(String name, JsonNode value) {
    if (OPAQUE.contains(name)) {
      return value;
    }
    var inner = inside(value);
    return LISTS.contains(name) && inner.isObject() ? listOf(inner) : inner;
  }

  private static JsonNode inside(JsonNode value) {
    if (value instanceof ObjectNode object) {
      return of(object);
    }
    if (!value.isArray()) {
      return value;
    }
    var copy = JsonNodeFactory.instance.arrayNode(value.size());
    value.forEach(item -> copy.add(inside(item)));
    return copy;
  }

  private static JsonNode listOf(JsonNode only) {
    return JsonNodeFactory.instance.arrayNode().add(only);
  }

  /** In the protocol's other spelling. */
  static String snake(String name) {
    return Stream.iterate(0, index -> index < name.length(), index -> index + 1)
        .map(name::charAt)
        .map(
            letter ->
                Character.isUpperCase(letter) ? "_" + Character.toLowerCase(letter) : "" + letter)
        .collect(Collectors.joining());
  }
}
