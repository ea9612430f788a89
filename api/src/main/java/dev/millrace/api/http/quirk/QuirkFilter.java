package dev.millrace.api.http.quirk;

import dev.millrace.api.http.CorrelationId;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Hands each answer of a resource to the {@link Quirks} of the client that it goes to. */
class QuirkFilter {
  private static final String FAL_ID = "x-fal-request-id";
  private static final Pattern REQUEST = Pattern.compile(".*/requests/([^/]+)(/.*)?");

  @ServerResponseFilter
  void change(
      ContainerRequestContext call, ContainerResponseContext response, RoutingContext context) {
    var request = context.request();
    var client = KnownClient.of(request.headers());
    if (client == KnownClient.ANY) {
      return;
    }
    var isSubmit = HttpMethod.POST.equals(call.getMethod());
    var answer =
        Quirks.apply(
            client, Quirks.Answer.of(response.getStatus(), response.getEntity(), isSubmit));
    response.setStatus(answer.status());
    if (answer.body() != response.getEntity()) {
      response.setEntity(answer.body());
    }
    answer.headers().forEach((name, value) -> response.getHeaders().putSingle(name, value));
    if (client == KnownClient.FAL && !response.getHeaders().containsKey(FAL_ID)) {
      response.getHeaders().putSingle(FAL_ID, idOf(request, context));
    }
  }

  /** The request that the path names, or else this call. */
  private static String idOf(HttpServerRequest request, RoutingContext context) {
    var named = REQUEST.matcher(request.path());
    return named.matches() ? named.group(1) : CorrelationId.of(context).value();
  }
}
