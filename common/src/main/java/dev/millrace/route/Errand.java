package dev.millrace.route;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.model.Model;
import dev.millrace.request.Deadlines;
import dev.millrace.request.RequestId;

/**
 * One attempt at a request, on its way to a provider.
 *
 * @param way the routes that it may take
 * @param input fits the model's input schema
 * @param deadlines the request's own, beside the model's limit
 */
public record Errand(
    RequestId request, Model model, Itinerary way, JsonNode input, Deadlines deadlines) {}
