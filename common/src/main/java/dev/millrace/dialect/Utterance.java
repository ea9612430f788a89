package dev.millrace.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.fault.FaultException;
import java.time.Instant;
import java.util.Optional;

/** What a caller said, in its own protocol. Thread-safe while nobody changes the body. */
public final class Utterance {
  private final Dialect dialect;
  private final ObjectNode body;
  private final Optional<byte[]> raw;
  private final String model;
  private final boolean streamed;
  private volatile Conversation conversation;

  /**
   * @param raw what the body was read from; empty when nobody has it, or it was changed since
   * @param model as the caller named it
   * @param streamed whether the answer is wanted while it is made
   */
  public Utterance(
      Dialect dialect, ObjectNode body, Optional<byte[]> raw, String model, boolean streamed) {
    this.dialect = dialect;
    this.body = body;
    this.raw = raw;
    this.model = model;
    this.streamed = streamed;
  }

  public Dialect dialect() {
    return dialect;
  }

  public ObjectNode body() {
    return body;
  }

  public Optional<byte[]> raw() {
    return raw;
  }

  public String model() {
    return model;
  }

  public boolean isStreamed() {
    return streamed;
  }

  /**
   * What is said of an answer to it.
   *
   * @param id the request's
   * @param at when the call came
   */
  public Heading heading(String id, Instant at) {
    return new Heading(id, model, at, body);
  }

  /** The same in other words, such as with other URLs of files. */
  public Utterance with(ObjectNode other) {
    return new Utterance(dialect, other, Optional.empty(), model, streamed);
  }

  /**
   * Reads it, once.
   *
   * @throws FaultException as {@link Dialect#read} does
   */
  public Conversation conversation() {
    var known = conversation;
    if (known == null) {
      known = dialect.read(body);
      conversation = known;
    }
    return known;
  }

  /**
   * What an upstream of another dialect is asked.
   *
   * @param upstreamModel the upstream's own name of the model
   * @throws FaultException of MALFORMED or FIELD_UNSUPPORTED that names the caller's field
   */
  public ObjectNode askedOf(Dialect upstream, String upstreamModel) {
    return askedOf(upstream, upstreamModel, Optional.empty());
  }

  /**
   * Likewise.
   *
   * @param usualTokens how many tokens the answer may have when the caller does not say
   */
  public ObjectNode askedOf(Dialect upstream, String upstreamModel, Optional<Long> usualTokens) {
    try {
      return upstream.write(conversation().orMaxTokens(usualTokens), upstreamModel);
    } catch (InexpressibleException inexpressible) {
      throw FieldFault.unsupported(
          dialect.fieldOf(inexpressible.feature()), inexpressible.getMessage());
    }
  }
}
