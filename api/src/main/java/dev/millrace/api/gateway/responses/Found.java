package dev.millrace.api.gateway.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.background.BackgroundResponse;
import dev.millrace.dialect.Heading;
import dev.millrace.queue.RequestView;
import java.util.Optional;

/**
 * A request that is a response.
 *
 * @param heading with the body that asked for it
 * @param background empty for one whose caller waited for it
 * @param output the response itself, once it is completed
 */
record Found(
    RequestView request,
    Heading heading,
    Optional<BackgroundResponse> background,
    Optional<ObjectNode> output) {}
