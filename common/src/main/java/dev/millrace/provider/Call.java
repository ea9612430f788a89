package dev.millrace.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.request.Attempt;
import dev.millrace.request.RequestId;

/**
 * What a provider is asked to do.
 *
 * @param request for the upstream's idempotency key and our logs
 * @param model the model asked for
 * @param route the way to go, with the adapter's settings
 * @param attempt which try this is, and how long it may take
 * @param input the caller's input; it fits the model's input schema
 */
public record Call(
    RequestId request, ModelName model, Route route, Attempt attempt, JsonNode input) {}
