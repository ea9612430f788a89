package dev.millrace.api.gateway.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.http.fault.Refusal;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Which of a list's items are wanted. Pure.
 *
 * @param after the id of the item before the first one
 * @param newestFirst as lists come when nothing is said
 */
record ItemPage(Optional<String> after, int limit, boolean newestFirst) {
  private static final int USUAL = 20;
  private static final int MOST = 100;

  /** Fails with MALFORMED, naming the parameter. */
  static ItemPage read(MultiMap parameters) {
    return new ItemPage(
        Optional.ofNullable(parameters.get("after")),
        limit(parameters.get("limit")),
        newestFirst(parameters.get("order")));
  }

  private static int limit(String text) {
    if (text == null) {
      return USUAL;
    }
    int limit = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MOST) {
      throw Refusal.ofParameter("limit", "is not a whole number from 1 to " + MOST);
    }
    return limit;
  }

  private static boolean newestFirst(String text) {
    if (text != null && !text.equals("asc") && !text.equals("desc")) {
      throw Refusal.ofParameter("order", "is neither asc nor desc");
    }
    return !"asc".equals(text);
  }

  /** The page. Fails with MALFORMED when there is no item of the id to go on from. */
  ObjectNode of(ArrayNode all) {
    List<JsonNode> items = new ArrayList<>(all.size());
    all.forEach(items::add);
    if (newestFirst) {
      Collections.reverse(items);
    }
    int from = after.map(id -> placeOf(id, items) + 1).orElse(0);
    int until = Math.min(items.size(), from + limit);
    return page(items.subList(from, until), until < items.size());
  }

  private static int placeOf(String id, List<JsonNode> items) {
    for (int place = 0; place < items.size(); place++) {
      if (idOf(items.get(place)).equals(id)) {
        return place;
      }
    }
    throw Refusal.ofParameter("after", "is not the id of one of the response's input items");
  }

  private static ObjectNode page(List<JsonNode> items, boolean hasMore) {
    var page = JsonNodeFactory.instance.objectNode().put("object", "list");
    page.putArray("data").addAll(items);
    page.put("first_id", items.isEmpty() ? null : idOf(items.getFirst()));
    page.put("last_id", items.isEmpty() ? null : idOf(items.getLast()));
    return page.put("has_more", hasMore);
  }

  private static String idOf(JsonNode item) {
    return item.path("id").asText();
  }
}
