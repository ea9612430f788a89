package dev.millrace.api.queue;

import dev.millrace.account.AccountId;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.queue.PayloadDesk.Kept;
import dev.millrace.history.History;
import dev.millrace.history.HistoryPage;
import dev.millrace.item.RequestItem;
import dev.millrace.queue.Payloads;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Requests;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers from the history. */
@ApplicationScoped
class HistoryDesk {
  /** Bytes of a payload above which a list only marks it: 64 KiB for input and output together. */
  private static final int LONGEST_IN_LISTS = 32 << 10;

  private final Requests requests;
  private final History history;
  private final PayloadDesk payloads;

  HistoryDesk(Requests requests, History history, PayloadDesk payloads) {
    this.requests = requests;
    this.history = history;
    this.payloads = payloads;
  }

  Uni<PageReply> list(AccountId account, HistorySearch search, PublicUrl base) {
    return Uni.combine()
        .all()
        .unis(history.list(account, search.filter(), search.slice()), payloads.keptFor(account))
        .withUni(
            (found, kept) ->
                items(found, kept, search, base).map(items -> PageReply.of(search, found, items)));
  }

  private Uni<List<ItemReply>> items(
      HistoryPage found, Kept kept, HistorySearch search, PublicUrl base) {
    if (!search.payloads()) {
      return Uni.createFrom()
          .item(
              found.requests().stream().map(r -> inList(r, kept, Optional.empty(), base)).toList());
    }
    return shownIn(found, kept)
        .map(
            bodies ->
                found.requests().stream()
                    .map(r -> inList(r, kept, Optional.of(shown(bodies, r)), base))
                    .toList());
  }

  private static Payloads shown(Map<RequestId, Payloads> bodies, RequestView request) {
    return bodies.getOrDefault(request.id(), PayloadDesk.NOTHING);
  }

  /** One statement for the whole page. */
  private Uni<Map<RequestId, Payloads>> shownIn(HistoryPage found, Kept kept) {
    var there =
        found.requests().stream()
            .filter(request -> kept.goneSince(request).isEmpty())
            .map(RequestView::id)
            .toList();
    return there.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : history.payloadsOf(there, LONGEST_IN_LISTS);
  }

  /**
   * One request with all that happened to it. Anybody may see a public one, though not all of it.
   */
  Uni<ItemReply> item(AccountId account, String id, PublicUrl base) {
    var request = RequestDesk.idOf(id);
    return requests
        .find(account, request)
        .chain(
            own ->
                own.isPresent()
                    ? whole(own.get(), base)
                    : history
                        .findPublic(request)
                        .map(found -> found.orElseThrow(() -> RequestDesk.notFound(id)))
                        .chain(found -> whole(found, base))
                        .map(ItemReply::toStrangers));
  }

  /** Makes a request public or private, and shows it. */
  Uni<ItemReply> publish(AccountId account, String id, boolean isPublic, PublicUrl base) {
    return history
        .publish(account, RequestDesk.idOf(id), isPublic)
        .chain(
            known -> {
              if (!known) {
                throw RequestDesk.notFound(id);
              }
              return item(account, id, base);
            });
  }

  private Uni<ItemReply> whole(RequestView request, PublicUrl base) {
    return payloads.keptFor(request.account()).chain(kept -> whole(request, kept, base));
  }

  private Uni<ItemReply> whole(RequestView request, Kept kept, PublicUrl base) {
    return Uni.combine()
        .all()
        .unis(payloads.of(request, kept), history.attemptsOf(request.id()))
        .with(
            (bodies, attempts) ->
                ItemReply.whole(
                    request,
                    item(request, Optional.of(bodies), base),
                    terms(request, kept),
                    attempts));
  }

  private static ItemReply inList(
      RequestView request, Kept kept, Optional<Payloads> bodies, PublicUrl base) {
    return ItemReply.inList(request, item(request, bodies, base), terms(request, kept));
  }

  private static RequestItem item(RequestView request, Optional<Payloads> bodies, PublicUrl base) {
    return RequestItem.of(request, bodies, Optional.of(base.value()));
  }

  private static ItemTerms terms(RequestView request, Kept kept) {
    return ItemTerms.of(request, kept.goneSince(request));
  }
}
