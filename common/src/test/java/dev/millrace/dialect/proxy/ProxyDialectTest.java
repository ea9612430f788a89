package dev.millrace.dialect.proxy;

import dev.millrace.conversation.Feature;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.DialectContract;
import dev.millrace.dialect.Dialects;
import java.util.Set;

/** What every dialect promises, kept by the model proxy. */
class ProxyDialectTest extends DialectContract {
  @Override
  protected Dialect dialect() {
    return Dialects.PROXY;
  }

  @Override
  protected Set<Feature> inexpressible() {
    return Set.of();
  }
}
