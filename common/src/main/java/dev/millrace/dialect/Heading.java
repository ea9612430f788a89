package dev.millrace.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * What is said of an answer beside the answer.
 *
 * @param id the request's; dialects put their own prefix before it
 * @param model as the caller named it
 * @param at when the call came
 * @param asked the caller's body; some dialects repeat fields of it
 */
public record Heading(String id, String model, Instant at, ObjectNode asked) {}
