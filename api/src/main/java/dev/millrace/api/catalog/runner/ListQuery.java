package dev.millrace.api.catalog.runner;

import dev.millrace.api.http.Query;
import dev.millrace.api.http.fault.Refusal;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which part of which models somebody wants to see.
 *
 * @param page from 1 up
 * @param limit how many a page has
 */
record ListQuery(Criteria criteria, Order order, int page, int limit) {
  private static final int USUAL = 10;
  private static final int MOST = 100;
  private static final int LONGEST = 200;
  private static final int MOST_CAPABILITIES = 20;

  /** How many come before the page. */
  long skipped() {
    return (page - 1L) * limit;
  }

  /** Fails with MALFORMED for a parameter that it cannot use. */
  static ListQuery read(Query query) {
    return new ListQuery(
        criteria(query),
        query.one("sort").map(ListQuery::order).orElse(Order.CATALOGUE),
        query.number("page", Integer.MAX_VALUE).orElse(1),
        query.number("limit", MOST).orElse(USUAL));
  }

  private static Criteria criteria(Query query) {
    return new Criteria(
        query.text("search", LONGEST),
        query.text("owner", LONGEST),
        query.text("category", LONGEST),
        query.text("inputModality", LONGEST),
        query.text("outputModality", LONGEST),
        query.all("capability", MOST_CAPABILITIES, Function.identity()),
        query.flag("featured"));
  }

  /** What narrows facets: the rest is what they count. */
  static Criteria facets(Query query) {
    return new Criteria(
        query.text("search", LONGEST),
        query.text("owner", LONGEST),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Criteria.NONE.capabilities(),
        query.flag("featured"));
  }

  private static Order order(String word) {
    return Order.named(word)
        .orElseThrow(() -> Refusal.ofParameter("sort", "must be one of " + Order.words()));
  }
}
