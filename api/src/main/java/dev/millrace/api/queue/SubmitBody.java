package dev.millrace.api.queue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A submit's body, taken apart.
 *
 * @param input the model's own fields
 * @param metadata the caller's labels
 */
record SubmitBody(ObjectNode input, Optional<ObjectNode> metadata) {}
