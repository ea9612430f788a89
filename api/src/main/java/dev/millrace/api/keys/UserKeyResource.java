package dev.millrace.api.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.KeyRecord;
import dev.millrace.api.http.Bodies;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.api.http.key.Caller;
import dev.millrace.ledger.ApiKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The same keys as at {@code /v1/api-keys}, in the words of routing.run. */
@Path("/v1/user/key")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Keys")
public class UserKeyResource {
  private static final int CREATED = 201;

  private final Authenticator authenticator;
  private final ApiKeys keys;
  private final KeyDesk desk;
  private final ChangeDesk changes;
  private final KeysConfig config;

  UserKeyResource(
      Authenticator authenticator,
      ApiKeys keys,
      KeyDesk desk,
      ChangeDesk changes,
      KeysConfig config) {
    this.authenticator = authenticator;
    this.keys = keys;
    this.desk = desk;
    this.changes = changes;
    this.config = config;
  }

  /**
   * A key in routing.run's words.
   *
   * @param key its text, in the answer to its making and never again
   */
  @Schema(name = "UserKey")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record UserKey(
      String id,
      @JsonProperty("key_prefix") String keyPrefix,
      String name,
      @JsonProperty("plan_tier") String planTier,
      @JsonProperty("created_at") String createdAt,
      @JsonProperty("last_used_at") @Schema(nullable = true) String lastUsedAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) String key) {

    static UserKey of(KeyRecord record, String plan) {
      return of(record, plan, null);
    }

    static UserKey of(KeyRecord record, String plan, String key) {
      var history = record.history();
      return new UserKey(
          record.id().toString(),
          KeyView.prefix(record),
          record.name(),
          plan,
          history.createdAt().toString(),
          history.lastUsedAt().map(Instant::toString).orElse(null),
          key);
    }

    /** Without the key, in case it is ever logged. */
    @Override
    public String toString() {
      return "UserKey[%s, %s]".formatted(id, keyPrefix);
    }
  }

  /** All of them. */
  @Schema(name = "UserKeys")
  public record UserKeys(List<UserKey> data) {}

  /** What became of one. */
  @Schema(name = "UserKeyMessage")
  public record Message(String message) {}

  @POST
  @ResponseStatus(CREATED)
  @Operation(
      summary = "Makes a key that may do what the calling one may",
      description = "{\"name\": \"…\"}; takes what POST /v1/api-keys takes beside it.")
  @APIResponse(responseCode = "201", description = "The key, whose text is never shown again")
  public Uni<UserKey> create(ObjectNode body, @Context HttpServerRequest request) {
    return authenticator
        .callerOf(request)
        .chain(
            caller ->
                desk.grantor(caller)
                    .chain(by -> desk.create(by, Bodies.required(body), ""))
                    .map(fresh -> made(fresh, caller)));
  }

  private static UserKey made(Fresh fresh, Caller caller) {
    return UserKey.of(fresh.record(), caller.plan(), fresh.key().key().reveal());
  }

  @GET
  @Operation(summary = "The account's keys that are not revoked, latest first")
  public Uni<UserKeys> list(@Context HttpServerRequest request) {
    return authenticator.callerOf(request).chain(this::list);
  }

  private Uni<UserKeys> list(Caller caller) {
    return keys.list(caller.account(), Optional.empty(), false, config.mostPerAccount())
        .map(found -> found.stream().map(key -> UserKey.of(key, caller.plan())).toList())
        .map(UserKeys::new);
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Revokes a key, for good and on all nodes")
  @APIResponse(responseCode = "200", description = "It is revoked")
  public Uni<Message> revoke(@PathParam("id") String id, @Context HttpServerRequest request) {
    return authenticator
        .callerOf(request)
        .chain(caller -> desk.grantor(caller).chain(by -> changes.revoke(by, id)))
        .replaceWith(new Message("API key revoked"));
  }
}
