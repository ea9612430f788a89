package dev.millrace.api.gateway.responses;

import dev.millrace.api.call.Order;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.queue.Asked;
import dev.millrace.dialect.FieldFault;
import io.quarkus.arc.DefaultBean;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Where nothing is made in the background. */
@DefaultBean
@ApplicationScoped
class NoBackground implements BackgroundResponses {
  @Override
  public void answer(RoutingContext context, Caller caller, Order order, Asked asked) {
    throw FieldFault.unsupported("background", "is not served here; leave it out");
  }
}
