package dev.millrace.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.fault.FaultException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A protocol: what its clients ask and hear, which is what its upstreams are asked and answer.
 * Stateless. Contract: {@code DialectContract} in the tests.
 */
public interface Dialect {
  /** Names it in catalogues, logs and metrics, such as {@code openai-chat}. */
  String word();

  // What is asked.

  /**
   * Refuses what no server of this protocol could take, such as no messages at all, or a stream
   * flag that is no boolean. Quick; says nothing of fields that it does not know.
   *
   * @throws FaultException of MALFORMED that names the field
   */
  void check(ObjectNode body);

  /** How many tokens an answer may have, if the body says so. Throws as {@link #check} does. */
  Optional<Long> maxTokens(ObjectNode body);

  /** How many answers the body asks for; usually one. Throws as {@link #check} does. */
  default int answers(ObjectNode body) {
    return 1;
  }

  /**
   * Reads a caller's body. Every field is either read, or says only what holds anyway, or is
   * refused: none is dropped.
   *
   * @throws FaultException of MALFORMED or FIELD_UNSUPPORTED that names the field
   */
  Conversation read(ObjectNode body);

  /**
   * Writes what an upstream of this dialect is asked.
   *
   * @param model the upstream's own name of the model; left out where the path says it
   * @throws InexpressibleException when the dialect has no words for it
   */
  ObjectNode write(Conversation conversation, String model);

  /**
   * What has to be put into a caller's body so that a preset holds where the body says nothing
   * itself. What the dialect has no field for is left out. The body stays as it is, and may be one
   * that {@link #check} would refuse.
   *
   * @return fields of the body's top level; those that hold others come whole
   */
  Map<String, JsonNode> under(Preset preset, ObjectNode body);

  /** How this dialect's callers say a feature: the path of their field, such as {@code seed}. */
  String fieldOf(Feature feature);

  // What is answered.

  /**
   * For one attempt's answer.
   *
   * @param elapsed how long the provider has worked
   */
  AnswerReader answerReader(Supplier<Duration> elapsed);

  /** For one call's answer. */
  AnswerWriter answerWriter(Heading heading);

  /** The body of an error reply. */
  ObjectNode error(Failure failure);

  // The same dialect on both sides: bytes pass through, but for these.

  /** The top-level field in which requests name the model; empty where the path does. */
  default String modelField() {
    return "model";
  }

  /** The field in which answers name the model. */
  default String answeredModelField() {
    return "model";
  }

  /**
   * Whether a body holds proofs of thought that providers of another dialect gave: no upstream of
   * this one would take them, so it is written anew, without them.
   */
  default boolean holdsForeignProofs(ObjectNode body) {
    return false;
  }

  /** Fields that a streamed request to an upstream has to have, so that its usage is told. */
  default Map<String, JsonNode> additions(ObjectNode body) {
    return Map.of();
  }

  /**
   * Whether a frame comes only because of {@link #additions}, and so is not the caller's.
   *
   * @param frame the frame's data
   * @param body what the caller asked
   */
  default boolean hides(JsonNode frame, ObjectNode body) {
    return false;
  }
}
