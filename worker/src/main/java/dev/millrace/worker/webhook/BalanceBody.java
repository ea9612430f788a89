package dev.millrace.worker.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.webhook.BalanceNotices.Notice;

/**
 * A low balance as its receiver is told of it; amounts are decimals of US dollars, as they were at
 * the moment {@code at}. Pure.
 *
 * @param event which kind of webhook this is, as in all of ours
 * @param type the same, where receivers of Standard Webhooks look for it
 */
record BalanceBody(
    String event,
    String type,
    String accountId,
    String balance,
    String held,
    String available,
    String threshold,
    String currency,
    String at) {
  private static final String EVENT = "balance.low";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The body as JSON: the same at each attempt. */
  static String of(Notice notice) {
    var body =
        new BalanceBody(
            EVENT,
            EVENT,
            notice.account().toString(),
            notice.balance().toString(),
            notice.held().toString(),
            notice.balance().minus(notice.held()).toString(),
            notice.threshold().toString(),
            "USD",
            notice.at().toString());
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a webhook's body is always JSON", e);
    }
  }
}
