package dev.millrace.queue;

import java.util.Optional;

/** What went in and, once completed, what came out; both as JSON. Empty when past retention. */
public record Payloads(Optional<String> input, Optional<String> output) {}
