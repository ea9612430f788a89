package dev.millrace.route;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.account.AccountId;
import dev.millrace.dialect.Utterance;
import dev.millrace.model.Model;
import dev.millrace.request.Basis;
import dev.millrace.request.Deadlines;
import dev.millrace.request.RequestId;
import java.util.Optional;

/**
 * One attempt at a request, on its way to a provider.
 *
 * @param account whose request it is
 * @param way the routes that it may take
 * @param input fits the model's input schema, or is the body of {@code utterance}
 * @param utterance what the caller said in a protocol of its own, if it did
 * @param namesFiles whether the input names files of ours
 * @param deadlines the request's own, beside the model's limit
 * @param basis who pays the provider; no route that another pays for is gone
 */
public record Errand(
    RequestId request,
    AccountId account,
    Model model,
    Itinerary way,
    JsonNode input,
    Optional<Utterance> utterance,
    boolean namesFiles,
    Deadlines deadlines,
    Basis basis) {}
