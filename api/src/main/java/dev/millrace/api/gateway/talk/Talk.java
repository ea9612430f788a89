package dev.millrace.api.gateway.talk;

import dev.millrace.api.call.Order;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.queue.Asked;
import dev.millrace.dialect.Utterance;

/**
 * A call on a conversational face, read.
 *
 * @param order with its utterance
 * @param asked what its headers ask for
 */
record Talk(Caller caller, Order order, Asked asked) {
  Utterance utterance() {
    return order.utterance().orElseThrow();
  }
}
