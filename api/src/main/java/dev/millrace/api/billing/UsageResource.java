package dev.millrace.api.billing;

import dev.millrace.account.AccountId;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.ledger.UsageBook;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the caller's account used, day by day. */
@Path("/billing/usage-summary")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Billing")
public class UsageResource {
  private static final int PARTS = 100;

  private final Authenticator authenticator;
  private final UsageBook usage;
  private final InstantSource clock;

  UsageResource(Authenticator authenticator, UsageBook usage, InstantSource clock) {
    this.authenticator = authenticator;
    this.usage = usage;
    this.clock = clock;
  }

  @GET
  @Operation(
      summary = "What the caller's account used: in all, by day, model, key and status",
      description = "Days are of UTC. Give days, or a range by from and to; 7 days when neither.")
  public Uni<UsageView> summary(
      @Parameter(description = "How many days up to today: 1 to 365") @QueryParam("days")
          String days,
      @Parameter(description = "The first day, such as 2026-01-01") @QueryParam("from") String from,
      @Parameter(description = "The last day, such as 2026-01-31; today when it is left out")
          @QueryParam("to")
          String to,
      @Context HttpServerRequest request) {
    return authenticator
        .callerOf(request)
        .chain(caller -> summary(caller.account(), UsageDays.read(days, from, to, today())));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private Uni<UsageView> summary(AccountId account, UsageDays days) {
    return usage
        .summary(account, days.first(), days.last(), PARTS)
        .map(found -> UsageView.of(days, found));
  }
}
