package dev.millrace.api.http.key;

import dev.millrace.account.ApiKey;
import dev.millrace.account.KeyOwner;
import dev.millrace.context.CallerContext;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.ledger.KeyRing;
import dev.millrace.notice.Notices;
import dev.millrace.vault.Profiles;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Says who calls. A key that was seen lately costs a digest and a look into memory, and the answer
 * is there at once.
 */
@ApplicationScoped
public class Authenticator {
  private static final Duration AWAY = Duration.ofSeconds(2);

  private final KeyRing keys;
  private final Profiles profiles;
  private final KeyUses uses;
  private final Toll toll;
  private final InstantSource clock;

  @Inject
  Authenticator(
      KeyRing keys,
      Profiles profiles,
      KeyConfig config,
      KeyUses uses,
      Notices notices,
      Toll toll,
      InstantSource clock) {
    this(
        following(notices, new CachedKeyRing(keys, KeyTrust.of(config), clock)),
        following(notices, new CachedProfiles(profiles, KeyTrust.of(config), clock)),
        uses,
        toll,
        clock);
  }

  Authenticator(KeyRing keys, Profiles profiles, KeyUses uses, Toll toll, InstantSource clock) {
    this.keys = keys;
    this.profiles = profiles;
    this.uses = uses;
    this.toll = toll;
    this.clock = clock;
  }

  private static KeyRing following(Notices notices, CachedKeyRing ring) {
    notices.follow(ring::hear);
    return ring;
  }

  private static Profiles following(Notices notices, CachedProfiles profiles) {
    notices.follow(profiles::hear);
    return profiles;
  }

  /** See {@link #callerOf(HttpServerRequest)}. */
  public Uni<Caller> callerOf(RoutingContext context) {
    return callerOf(context.request());
  }

  /**
   * The caller, on the thread and Vert.x context of whoever asks; its key opens this very call.
   * Fails with a {@link FaultException} only: KEY_MISSING, KEY_AMBIGUOUS, KEY_INVALID, FORBIDDEN
   * when the key lacks the scope or may not be used from this address, MALFORMED when it says
   * nonsense about who pays, RATE_LIMITED, or ENGINE_UNAVAILABLE when the key cannot be checked
   * now.
   */
  public Uni<Caller> callerOf(HttpServerRequest request) {
    try {
      var own = CallerContext.current();
      var payer = WantedPayer.in(request.headers());
      var need = ScopeOfCall.of(request.method(), request.path());
      boolean isOfModel = ModelCalls.isOne(request.method(), request.path(), need);
      return ownerOf(presented(request))
          .map(owner -> admitted(owner, call(request, need)))
          .chain(this::withProfile)
          .map(caller -> payer.map(caller::paidBy).orElse(caller))
          .chain(caller -> toll.pay(caller, request, isOfModel).emitOn(own));
    } catch (FaultException refusal) {
      return Uni.createFrom().failure(refusal);
    }
  }

  /** As {@link #callerOf(HttpServerRequest)}, but nobody in particular when no key came. */
  public Uni<Optional<Caller>> callerIfAny(HttpServerRequest request) {
    try {
      return PresentedKey.on(request).isEmpty()
          ? Uni.createFrom().item(Optional.empty())
          : callerOf(request).map(Optional::of);
    } catch (FaultException refusal) {
      return Uni.createFrom().failure(refusal);
    }
  }

  private static ApiKey presented(HttpServerRequest request) {
    var text = PresentedKey.on(request).orElseThrow(Authenticator::missing);
    return ApiKey.parse(text).orElseThrow(Authenticator::mistyped);
  }

  private Uni<Optional<KeyOwner>> ownerOf(ApiKey key) {
    return CallerContext.home(keys.ownerOf(key.sha256()))
        .onFailure()
        .transform(Authenticator::unchecked);
  }

  private Uni<Caller> withProfile(Caller caller) {
    return CallerContext.home(profiles.of(caller.account()))
        .onFailure()
        .transform(Authenticator::unchecked)
        .map(caller::with);
  }

  private Caller admitted(Optional<KeyOwner> owner, Doorman.Call call) {
    var now = clock.instant();
    var checked = Doorman.check(owner, call, now);
    uses.note(checked.key(), now);
    return Caller.of(checked);
  }

  /** The address is the one that trusted proxies tell of, where those are set. */
  private static Doorman.Call call(HttpServerRequest request, ScopeOfCall.Need need) {
    var from = request.remoteAddress();
    return new Doorman.Call(need, Optional.ofNullable(from == null ? null : from.hostAddress()));
  }

  private static FaultException missing() {
    return new FaultException(
        FaultCode.KEY_MISSING, "no key came with this call; send Authorization: Key <your key>");
  }

  private static FaultException mistyped() {
    return new FaultException(
        FaultCode.KEY_INVALID,
        "the key has a typing mistake: its checksum does not fit; copy it again");
  }

  private static FaultException unchecked(Throwable cause) {
    return new FaultException(
        Fault.of(
                FaultCode.ENGINE_UNAVAILABLE,
                "the key cannot be checked at the moment; repeat the call later")
            .retryAfter(AWAY),
        cause);
  }
}
