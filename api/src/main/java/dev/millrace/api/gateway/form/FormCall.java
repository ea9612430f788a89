package dev.millrace.api.gateway.form;

import dev.millrace.api.call.Order;
import dev.millrace.api.queue.Asked;

/**
 * A call in a model's own form, read and priced.
 *
 * @param asked what its headers ask for
 */
public record FormCall(Order order, Asked asked) {}
