package dev.millrace.queue;

import dev.millrace.request.RequestId;
import java.util.Optional;

/**
 * What a key stands for from an admission on.
 *
 * @param before the request that it stood for when the admission looked; empty for none
 */
public record FreshMark(KnownMark mark, Optional<RequestId> before) {}
