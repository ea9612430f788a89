package dev.millrace.api.http.limit;

import dev.millrace.account.Plans;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.api.http.key.Caller;
import dev.millrace.limit.Budgets;
import dev.millrace.limit.Level;
import dev.millrace.limit.Limiter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How much of its plan an account has used, in routing.run's words. */
@Path("/v1/user/requests")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Limits")
public class UserRequestsResource {
  private final Authenticator authenticator;
  private final Limiter limiter;
  private final Plans plans;

  UserRequestsResource(Authenticator authenticator, Limiter limiter, Plans plans) {
    this.authenticator = authenticator;
    this.limiter = limiter;
    this.plans = plans;
  }

  @GET
  @Operation(
      summary =
          "Calls of models in this minute, this hour and today (UTC), and what the plan allows",
      description = "Of all keys of the account together. Asking takes nothing from it.")
  public Uni<UserRequestsView> all(@Context HttpServerRequest request) {
    return told(request, UserRequestsView::of);
  }

  @GET
  @Path("/hourly")
  @Operation(summary = "The same of this hour alone")
  public Uni<UserRequestsView.Hourly> hourly(@Context HttpServerRequest request) {
    return told(request, UserRequestsView.Hourly::of);
  }

  private <T> Uni<T> told(HttpServerRequest request, BiFunction<String, List<Level>, T> view) {
    return authenticator.callerOf(request).chain(caller -> looked(caller, view));
  }

  private <T> Uni<T> looked(Caller caller, BiFunction<String, List<Level>, T> view) {
    var plan = plans.named(caller.plan());
    return limiter
        .look(Budgets.ofPlan(caller.account(), plan))
        .map(levels -> view.apply(plan.name(), levels));
  }
}
