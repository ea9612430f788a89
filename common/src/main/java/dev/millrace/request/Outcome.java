package dev.millrace.request;

import dev.millrace.fault.Fault;
import dev.millrace.money.Usage;
import java.time.Duration;

/**
 * What one attempt came to, as the provider reports it. It does not yet say what becomes of the
 * request.
 */
public sealed interface Outcome {
  /** The provider has an output, not yet validated or stored. */
  record Succeeded(Output output, Usage usage) implements Outcome {}

  /** The provider, or the way to it, failed. */
  record Failed(Fault fault) implements Outcome {}

  /** The provider has no room; this does not use up an attempt. */
  record Deferred(Duration delay) implements Outcome {}

  /** The attempt was stopped because its caller took the request back. */
  record Cancelled() implements Outcome {}
}
