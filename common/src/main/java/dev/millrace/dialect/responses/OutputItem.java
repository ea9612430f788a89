package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One item of an answer as it grows. It is open while its status is {@code in_progress}; a closed
 * one may be opened again.
 */
abstract class OutputItem {
  private static final String OPEN = "in_progress";

  private final String id;
  private final int index;
  private String status = OPEN;

  OutputItem(String id, int index) {
    this.id = id;
    this.index = index;
  }

  final String id() {
    return id;
  }

  /** As it stands. */
  abstract ObjectNode json();

  /** An item of such a kind, with what all items have. */
  final ObjectNode json(String type) {
    return Wire.object().put("id", id).put("type", type).put("status", status);
  }

  final void begin(Events events) {
    sendWhole("response.output_item.added", events);
    opened(events);
  }

  /** What follows the news that the item is there. */
  abstract void opened(Events events);

  final void reopen() {
    status = OPEN;
  }

  /**
   * Ends it.
   *
   * @param last {@code completed} or {@code incomplete}
   */
  final void end(String last, Events events) {
    closing(events);
    close(last);
    sendWhole("response.output_item.done", events);
  }

  /** What comes before the news that the item is whole. */
  abstract void closing(Events events);

  /** As {@link #end}, without a word. */
  final void close(String last) {
    status = last;
  }

  private void sendWhole(String type, Events events) {
    var event = events.event(type).put("output_index", index);
    event.set("item", json());
    events.send(event);
  }

  /** An event that speaks of this item. */
  final ObjectNode event(String type, Events events) {
    return events.event(type).put("item_id", id).put("output_index", index);
  }
}
