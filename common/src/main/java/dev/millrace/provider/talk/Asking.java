package dev.millrace.provider.talk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.dialect.relay.Overlay;
import dev.millrace.fault.FaultException;
import dev.millrace.provider.http.UpstreamBody;
import dev.millrace.provider.http.UpstreamRequest;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what an upstream is asked.
 *
 * @param inFrames whether its answer is wanted while it is made
 */
record Asking(Wire wire, Said said, boolean inFrames) {
  private static final String STREAM = "stream";
  private static final String STREAM_OPTIONS = "stream_options";

  /** Who waits here is answered by us: an upstream that went on alone could not be stopped. */
  private static final String BACKGROUND = "background";

  /**
   * The request.
   *
   * @throws FaultException of MALFORMED or FIELD_UNSUPPORTED that names the caller's field
   */
  UpstreamRequest request() {
    return new UpstreamRequest(
        "POST",
        wire.url(inFrames),
        wire.headers(),
        Optional.of(body()),
        said.call().attempt().timeout());
  }

  private UpstreamBody body() {
    return said.isRelayable(wire) ? relayed() : new UpstreamBody.Tree(over(translated()));
  }

  /** The caller's own bytes, if we have them and they say whether a stream is wanted. */
  private UpstreamBody relayed() {
    var utterance = said.utterance();
    return utterance
        .raw()
        .filter(bytes -> utterance.isStreamed() == inFrames)
        .flatMap(bytes -> Overlay.put(bytes, fields(utterance.body())))
        .<UpstreamBody>map(bytes -> new UpstreamBody.Bytes(Buffer.buffer(bytes)))
        .orElseGet(() -> new UpstreamBody.Tree(over(copied())));
  }

  private ObjectNode copied() {
    var utterance = said.utterance();
    var body = utterance.body().deepCopy();
    if (wire.saysInBody()) {
      body.put(STREAM, inFrames);
      if (said.isOwn() || utterance.isStreamed() != inFrames) {
        body.remove(STREAM_OPTIONS);
      }
    }
    return body;
  }

  private ObjectNode translated() {
    var body = said.utterance().askedOf(wire.dialect(), wire.model(), wire.maxTokens());
    if (wire.saysInBody()) {
      body.put(STREAM, inFrames);
    }
    if (!inFrames) {
      body.remove(STREAM_OPTIONS);
    }
    return body;
  }

  private ObjectNode over(ObjectNode body) {
    return body.setAll(fields(body));
  }

  /** What goes over a body: what the route says, and what makes it the upstream's. */
  private Map<String, JsonNode> fields(ObjectNode body) {
    var fields = new LinkedHashMap<String, JsonNode>();
    wire.extra().properties().forEach(extra -> fields.put(extra.getKey(), extra.getValue()));
    var modelField = wire.dialect().modelField();
    if (!modelField.isEmpty()) {
      fields.put(modelField, TextNode.valueOf(wire.model()));
    }
    if (inFrames) {
      fields.putAll(wire.dialect().additions(body));
    }
    if (wire.saysInBody() && isStreamed(fields, body) != inFrames) {
      fields.put(STREAM, BooleanNode.valueOf(inFrames));
    }
    if (wire.saysInBody() && body.path(BACKGROUND).asBoolean()) {
      fields.put(BACKGROUND, BooleanNode.FALSE);
    }
    return fields;
  }

  private static boolean isStreamed(Map<String, JsonNode> fields, ObjectNode body) {
    return fields.getOrDefault(STREAM, body.path(STREAM)).asBoolean();
  }
}
