package dev.millrace.dialect.chat;

import dev.millrace.conversation.Feature;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.DialectContract;
import dev.millrace.dialect.Dialects;
import java.util.Set;

/** What every dialect promises, kept by chat completions. */
class ChatDialectTest extends DialectContract {
  @Override
  protected Dialect dialect() {
    return Dialects.CHAT;
  }

  @Override
  protected Set<Feature> inexpressible() {
    return Set.of(Feature.TOP_K);
  }
}
