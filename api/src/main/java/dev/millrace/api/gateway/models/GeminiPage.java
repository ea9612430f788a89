package dev.millrace.api.gateway.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/**
 * A page of models as Gemini's clients turn it.
 *
 * @param nextPageToken asks for the next one; null behind the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GeminiPage(List<GeminiModel> models, String nextPageToken) {

  /** Fails with MALFORMED for a size or a token that is none. */
  static GeminiPage of(List<GeminiModel> all, HttpServerRequest request) {
    var token = request.getParam("pageToken");
    int begin = token == null ? 0 : PageSize.number(token, all.size(), "pageToken");
    int size = PageSize.of(request.getParam("pageSize"), "pageSize");
    int end = Math.min(all.size(), begin + size);
    return new GeminiPage(all.subList(begin, end), end < all.size() ? Integer.toString(end) : null);
  }
}
