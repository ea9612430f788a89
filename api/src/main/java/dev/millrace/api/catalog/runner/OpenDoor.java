package dev.millrace.api.catalog.runner;

import dev.millrace.api.http.ConditionalAnswer;
import dev.millrace.api.http.key.Authenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/**
 * Answers whoever asks. A key is not needed; but one that comes must be good, so that one that was
 * revoked never seems to work.
 */
@ApplicationScoped
class OpenDoor {
  private final Authenticator authenticator;

  OpenDoor(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  Uni<Response> answer(HttpServerRequest request, Supplier<ConditionalAnswer> answer) {
    return authenticator
        .callerIfAny(request)
        .map(
            caller ->
                caller.isPresent() ? answer.get().toOne(request) : answer.get().toAnybody(request));
  }
}
