package dev.millrace.api.admin;

import dev.millrace.account.Account;
import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.NewAccount;
import dev.millrace.account.Plans;
import dev.millrace.api.announce.Announcer;
import dev.millrace.api.billing.Page;
import dev.millrace.api.billing.PageLimit;
import dev.millrace.api.http.Bodies;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.api.http.key.AdminOnly;
import dev.millrace.ledger.Accounts;
import dev.millrace.notice.Notice;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The accounts of the platform, for its operator. */
@AdminOnly
@Path("/admin/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Admin")
public class AccountsResource {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Accounts accounts;
  private final Plans plans;
  private final Announcer announcer;
  private final InstantSource clock;

  AccountsResource(Accounts accounts, Plans plans, Announcer announcer, InstantSource clock) {
    this.accounts = accounts;
    this.plans = plans;
    this.announcer = announcer;
    this.clock = clock;
  }

  @POST
  @Operation(summary = "Opens an account; its first key is in the answer and never shown again")
  @APIResponse(responseCode = "201", description = "The account with its key")
  public Uni<RestResponse<AccountView>> open(NewAccountBody body) {
    var account = Bodies.required(body).checked(nextId(), newKey(), clock.instant());
    return accounts.open(account).map(opened -> answer(account));
  }

  /** A fresh key of 256 random bits belongs to nobody yet. */
  private static RestResponse<AccountView> answer(NewAccount account) {
    return RestResponse.status(
        RestResponse.Status.CREATED, AccountView.opened(account.opened(), account.key()));
  }

  private AccountId nextId() {
    return AccountId.next(clock.instant(), RANDOM);
  }

  private static ApiKey newKey() {
    return ApiKey.generate(ApiKey.Kind.LIVE, RANDOM);
  }

  @GET
  @Operation(summary = "The accounts in order of age")
  public Uni<Page<AccountView>> list(
      @QueryParam("limit") @DefaultValue(PageLimit.USUAL) String limit,
      @QueryParam("cursor") String cursor) {
    var rows = PageLimit.checked(limit);
    return accounts
        .list(after(cursor), rows + 1)
        .map(found -> Page.of(found, rows, AccountView::of, Account::id));
  }

  private static Optional<AccountId> after(String cursor) {
    try {
      return Optional.ofNullable(cursor).map(AccountId::of);
    } catch (IllegalArgumentException e) {
      throw Refusal.ofParameter("cursor", "is not one that this route gave out");
    }
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One account with its balance")
  public Uni<AccountView> find(@PathParam("id") String id) {
    return accounts
        .find(AccountPath.known(id))
        .map(found -> found.map(AccountView::of).orElseThrow(AccountPath::unknown));
  }

  @PATCH
  @Path("/{id}")
  @Operation(
      summary = "Gives an account another plan or name",
      description = "What the body leaves out stays. All nodes follow at once.")
  @APIResponse(responseCode = "200", description = "The account as it stands now")
  public Uni<AccountView> change(@PathParam("id") String id, AccountChangeBody body) {
    var account = AccountPath.known(id);
    var wanted = Bodies.required(body);
    return accounts
        .change(account, wanted.checkedName(), wanted.checkedPlan(plans))
        .map(found -> found.map(AccountView::of).orElseThrow(AccountPath::unknown))
        .call(() -> announcer.tell(new Notice.AccountChanged(account)));
  }
}
