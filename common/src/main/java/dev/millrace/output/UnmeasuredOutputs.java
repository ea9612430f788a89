package dev.millrace.output;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Counts outputs whose price depends on a measure that could not be had: they are given away, in
 * part or whole. A count that grows is a route whose replies, or a model whose price, needs a look.
 */
@ApplicationScoped
public class UnmeasuredOutputs {
  private static final Logger LOG = Logger.getLogger(UnmeasuredOutputs.class);

  private final Counter counter;

  public UnmeasuredOutputs(MeterRegistry registry) {
    this.counter =
        Counter.builder("millrace.outputs.unmeasured")
            .description("Outputs that could not be measured, and so were not fully charged")
            .register(registry);
  }

  void note(Hold hold, long outputs) {
    if (outputs > 0) {
      counter.increment(outputs);
      LOG.warnf(
          "outputs not measured, charged at the lowest tier or not at all request=%s rateCard=%s"
              + " outputs=%d",
          hold.request(), hold.rateCard(), outputs);
    }
  }
}
