package dev.millrace.dialect.responses;

import dev.millrace.conversation.Feature;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.DialectContract;
import dev.millrace.dialect.Dialects;
import java.util.Set;

class ResponsesDialectTest extends DialectContract {
  @Override
  protected Dialect dialect() {
    return Dialects.RESPONSES;
  }

  @Override
  protected Set<Feature> inexpressible() {
    return Set.of(
        Feature.SEED,
        Feature.TOP_K,
        Feature.STOP,
        Feature.PRESENCE_PENALTY,
        Feature.FREQUENCY_PENALTY);
  }
}
