package dev.millrace.api.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.access.KeyTerms;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.api.http.key.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tokens for browsers, whose {@code EventSource} cannot send a key. */
@Path("/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Streams")
public class TokensResource {
  private final Authenticator authenticator;
  private final TokenDesk desk;
  private final ObjectMapper json;
  private final InstantSource clock;

  TokensResource(
      Authenticator authenticator, TokenDesk desk, ObjectMapper json, InstantSource clock) {
    this.authenticator = authenticator;
    this.desk = desk;
    this.json = json;
    this.clock = clock;
  }

  @POST
  @Operation(
      summary = "A token that reads events for at most 120 seconds",
      description =
          "Goes as ?token= on the two stream routes, and nowhere else. The answer is a JSON"
              + " string.")
  public Uni<String> issue(TokenBody body, @Context RoutingContext context) {
    var asked = body == null ? new TokenBody(null, null) : body;
    return authenticator
        .callerOf(context)
        .chain(caller -> desk.tokens().map(tokens -> issue(tokens, caller, asked)))
        .map(this::quoted);
  }

  private String issue(EventTokens tokens, Caller caller, TokenBody asked) {
    var grant = new EventTokens.Grant(caller.account(), asked.apps());
    return tokens.issue(grant, noLongerThan(caller.terms(), asked.validFor()));
  }

  /** A token does not outlive the key that it was given for. */
  private Duration noLongerThan(KeyTerms terms, Duration wanted) {
    return terms
        .expiresAt()
        .map(end -> Duration.between(clock.instant(), end))
        .filter(left -> left.compareTo(wanted) < 0)
        .orElse(wanted);
  }

  private String quoted(String token) {
    try {
      return json.writeValueAsString(token);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text is always JSON", e);
    }
  }
}
