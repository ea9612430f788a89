package dev.millrace.api.gateway.responses;

import dev.millrace.api.call.Order;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.queue.Asked;
import io.vertx.ext.web.RoutingContext;

/** Takes over responses that are to be made in the background. */
public interface BackgroundResponses {
  /**
   * Admits one and answers its caller, who may want to hear it while it is made. On the caller's
   * own context. Refuses by throwing a {@link dev.millrace.fault.FaultException}, or answers by
   * itself.
   *
   * @param order valid in its protocol, priced, with its files looked at; its utterance is there
   * @param asked what the headers ask for
   */
  void answer(RoutingContext context, Caller caller, Order order, Asked asked);
}
