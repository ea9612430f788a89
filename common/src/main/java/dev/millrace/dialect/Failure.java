package dev.millrace.dialect;

import java.util.Optional;

/**
 * Why a call failed, for a reply in its own protocol.
 *
 * @param status of HTTP
 * @param code ours, stable, such as {@code MODEL_UNKNOWN}
 * @param message what happened, to what, and what to do
 * @param field the caller's field that is to blame, such as {@code messages[0].role}
 * @param correlation by which our log knows the call
 */
public record Failure(
    int status, String code, String message, Optional<String> field, String correlation) {}
