package dev.millrace.api.queue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.queue.WebhookTarget;
import java.util.Optional;

/**
 * A submit's body, taken apart.
 *
 * @param input the model's own fields
 * @param metadata the caller's labels
 * @param shared whether any key may read the request
 * @param webhook whom to call; its address is not checked yet
 */
public record SubmitBody(
    ObjectNode input,
    Optional<ObjectNode> metadata,
    boolean shared,
    Optional<WebhookTarget> webhook) {}
