package dev.millrace.api.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.Spender;
import dev.millrace.api.queue.Asked;
import dev.millrace.api.queue.Quoter;
import dev.millrace.file.RequestFiles;
import dev.millrace.request.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Makes a call into an order: finds its model, validates, prices. */
@ApplicationScoped
public class OrderWriter {
  private final Quoter quoter;
  private final InstantSource clock;

  OrderWriter(Quoter quoter, InstantSource clock) {
    this.quoter = quoter;
    this.clock = clock;
  }

  /**
   * Fails with a {@link dev.millrace.fault.FaultException}: unknown model, an input that does not
   * fit, a model without a price.
   *
   * @param endpoint {@code owner/alias}
   */
  public Order write(
      Spender spender,
      String endpoint,
      ObjectNode input,
      Optional<ObjectNode> metadata,
      Asked asked,
      String correlationId) {
    // As exact as the database keeps it, so that everybody is told the same time.
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var quoted = quoter.quote(endpoint, input);
    return new Order(
        RequestId.next(now, ThreadLocalRandom.current()),
        spender,
        quoted.model(),
        input,
        quoter.text(input),
        metadata.map(quoter::text),
        asked.stored(),
        RequestFiles.NONE,
        asked.terms(now).deadlines(),
        quoted.quote(),
        correlationId,
        now);
  }
}
