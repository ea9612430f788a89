package dev.millrace.api.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.Spender;
import dev.millrace.dialect.Utterance;
import dev.millrace.file.RequestFiles;
import dev.millrace.model.Model;
import dev.millrace.money.Quote;
import dev.millrace.request.Basis;
import dev.millrace.request.Deadlines;
import dev.millrace.request.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A call that is to be answered at once; it is valid and priced.
 *
 * @param model with the routes and the price that hold for this caller
 * @param input fits the model's input schema, or is the body of {@code utterance}
 * @param utterance what the caller said in a protocol of its own; empty on the native face
 * @param inputText the same as compact JSON, for the history
 * @param metadata the caller's labels, as a JSON object
 * @param stored whether input and output are kept
 * @param files which files it takes, and how long those live that it makes
 * @param deadlines how long the caller wants to wait
 * @param quote what it can cost
 * @param basis who pays the provider, and which configuration it follows
 * @param at when it came
 */
public record Order(
    RequestId id,
    Spender spender,
    Model model,
    ObjectNode input,
    Optional<Utterance> utterance,
    String inputText,
    Optional<String> metadata,
    boolean stored,
    RequestFiles files,
    Deadlines deadlines,
    Quote quote,
    Basis basis,
    String correlationId,
    Instant at) {

  /** The same with these files of its account as inputs. */
  Order taking(List<UUID> inputs) {
    return new Order(
        id,
        spender,
        model,
        input,
        utterance,
        inputText,
        metadata,
        stored,
        files.taking(inputs),
        deadlines,
        quote,
        basis,
        correlationId,
        at);
  }
}
