package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.StopReason;
import dev.millrace.dialect.openai.Texts;
import dev.millrace.dialect.responses.UpstreamItem.Strand;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.ArrayList;
import java.util.List;

/** The items of an upstream's answer as they come: nothing is handed on twice, or left out. */
final class UpstreamOutput {
  /** Far more than answers have; what is kept of each item is small. */
  private static final int MOST_ITEMS = 4_096;

  private final List<UpstreamItem> items = new ArrayList<>();
  private int calls;

  /** A few more words of an item. */
  List<Piece> more(Strand strand, JsonNode event) {
    return itemOf(event).more(strand, strand.indexIn(event), Texts.of(event.path("delta")));
  }

  /** All words of a part of an item: of those only what has not come yet is handed on. */
  List<Piece> rest(Strand strand, JsonNode event, String field) {
    return itemOf(event).rest(strand, strand.indexIn(event), Texts.of(event.path(field)));
  }

  List<Piece> annotation(JsonNode event) {
    return itemOf(event).annotation(event.path("annotation"));
  }

  List<Piece> begun(JsonNode event) {
    var item = event.path("item");
    return found(event, Texts.of(item.path("id"))).begun(item);
  }

  List<Piece> done(JsonNode event) {
    var item = event.path("item");
    return found(event, Texts.of(item.path("id"))).done(item);
  }

  /** An answer whose items have not come one by one. */
  List<Piece> unseen(JsonNode output) {
    if (!items.isEmpty()) {
      return List.of();
    }
    var pieces = new ArrayList<Piece>();
    output.forEach(
        item -> {
          var next = new UpstreamItem(items.size(), "", this::nextCall);
          add(next);
          pieces.addAll(next.done(item));
        });
    return pieces;
  }

  /** Why an answer ended that is whole. */
  StopReason reason() {
    if (calls > 0) {
      return StopReason.TOOL_CALLS;
    }
    boolean refused = items.stream().anyMatch(UpstreamItem::isRefusal);
    return refused && items.stream().noneMatch(UpstreamItem::isSaid)
        ? StopReason.REFUSAL
        : StopReason.STOP;
  }

  private UpstreamItem itemOf(JsonNode event) {
    return found(event, Texts.of(event.path("item_id")));
  }

  /** By its index where the event has one: some servers give an item another id in each event. */
  private UpstreamItem found(JsonNode event, String id) {
    int index = event.path("output_index").isInt() ? event.path("output_index").intValue() : -1;
    for (int last = items.size() - 1; last >= 0; last--) {
      if (items.get(last).is(index, id)) {
        return items.get(last);
      }
    }
    return add(new UpstreamItem(index, id, this::nextCall));
  }

  private UpstreamItem add(UpstreamItem item) {
    if (items.size() == MOST_ITEMS) {
      throw new FaultException(
          FaultCode.PROVIDER_BROKEN, "The provider's answer has more parts than any answer has.");
    }
    items.add(item);
    return item;
  }

  private int nextCall() {
    return calls++;
  }
}
