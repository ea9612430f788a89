package dev.millrace.api.gateway.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.stream.IntStream;

/** A page of models as Anthropic's clients turn it: behind one model, or before one. */
record AnthropicPage(
    List<AnthropicModel> data,
    @JsonProperty("has_more") boolean hasMore,
    @JsonProperty("first_id") String firstId,
    @JsonProperty("last_id") String lastId) {

  /** Fails with MALFORMED for a limit that is none; an id that is not there begins at the start. */
  static AnthropicPage of(List<AnthropicModel> all, HttpServerRequest request) {
    int limit = PageSize.of(request.getParam("limit"), "limit");
    var before = request.getParam("before_id");
    int end = before == null ? all.size() : Math.max(0, placeOf(before, all));
    int begin =
        before == null ? placeOf(request.getParam("after_id"), all) + 1 : Math.max(0, end - limit);
    var data = all.subList(begin, Math.min(end, begin + limit));
    return new AnthropicPage(
        data,
        before == null ? begin + data.size() < end : begin > 0,
        data.isEmpty() ? null : data.getFirst().id(),
        data.isEmpty() ? null : data.getLast().id());
  }

  private static int placeOf(String id, List<AnthropicModel> all) {
    return IntStream.range(0, all.size())
        .filter(at -> all.get(at).id().equals(id))
        .findFirst()
        .orElse(-1);
  }
}
