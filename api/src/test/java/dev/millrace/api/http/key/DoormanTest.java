package dev.millrace.api.http.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.access.IpRange;
import dev.millrace.access.KeyTerms;
import dev.millrace.access.Scopes;
import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.KeyOwner;
import dev.millrace.account.Limits;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DoormanTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final ScopeOfCall.Need BALANCES =
      ScopeOfCall.of(HttpMethod.GET, "/billing/balance");
  private static final Doorman.Call BALANCE = from("203.0.113.7");

  @Test
  void aKeyThatMayDoEverythingOpensEverything() {
    var owner = owner(KeyTerms.UNBOUNDED, Optional.empty());

    assertThat(Doorman.check(Optional.of(owner), BALANCE, NOW)).isEqualTo(owner);
  }

  @Test
  void anUnknownKeyARevokedOneAndAnExpiredOneAreToldApart() {
    var revoked = refused(owner(KeyTerms.UNBOUNDED, Optional.of(NOW)));
    var expired = refused(owner(until(NOW), Optional.empty()));
    var unknown =
        catchThrowableOfType(
            FaultException.class, () -> Doorman.check(Optional.empty(), BALANCE, NOW));

    assertThat(revoked.message()).startsWith("the key was revoked at 2026-03-01T12:00:00Z");
    assertThat(expired.message()).startsWith("the key expired at 2026-03-01T12:00:00Z");
    assertThat(unknown.fault().message()).startsWith("no key of ours reads like this one");
    assertThat(List.of(revoked.code(), expired.code(), unknown.fault().code()))
        .containsOnly(FaultCode.KEY_INVALID);
  }

  @Test
  void aKeyWorksUntilItExpires() {
    var owner = owner(until(NOW.plusNanos(1)), Optional.empty());

    assertThat(Doorman.check(Optional.of(owner), BALANCE, NOW)).isEqualTo(owner);
  }

  @Test
  void aMissingScopeIsNamed() {
    var fault = refused(owner(scopes("models:run", "billing:write"), Optional.empty()));

    assertThat(fault.code()).isEqualTo(FaultCode.FORBIDDEN);
    assertThat(fault.message()).contains("billing:read");
    assertThat(fault.details()).containsEntry("missingScope", "billing:read");
  }

  @Test
  void aKeyOpensWhatItsScopesSay() {
    var owner = owner(scopes("billing:*"), Optional.empty());

    assertThat(Doorman.check(Optional.of(owner), BALANCE, NOW)).isEqualTo(owner);
  }

  @Test
  void anAddressOutsideItsRangesIsRefusedByName() {
    var owner = owner(addresses("203.0.113.0/24", "2001:db8::/32"), Optional.empty());

    assertThat(Doorman.check(Optional.of(owner), BALANCE, NOW)).isEqualTo(owner);
    assertThat(Doorman.check(Optional.of(owner), from("2001:db8::1"), NOW)).isEqualTo(owner);
    assertThat(Doorman.check(Optional.of(owner), from("::ffff:203.0.113.7"), NOW)).isEqualTo(owner);
    assertThat(refused(owner, from("198.51.100.1")).message()).contains("198.51.100.1");
    assertThat(refused(owner, new Doorman.Call(BALANCES, Optional.empty())).code())
        .isEqualTo(FaultCode.FORBIDDEN);
  }

  private static Doorman.Call from(String address) {
    return new Doorman.Call(BALANCES, Optional.of(address));
  }

  private static Fault refused(KeyOwner owner) {
    return refused(owner, BALANCE);
  }

  private static Fault refused(KeyOwner owner, Doorman.Call call) {
    return catchThrowableOfType(
            FaultException.class, () -> Doorman.check(Optional.of(owner), call, NOW))
        .fault();
  }

  private static KeyOwner owner(KeyTerms terms, Optional<Instant> revokedAt) {
    return new KeyOwner(
        new AccountId(UUID.randomUUID()),
        UUID.randomUUID(),
        ApiKey.Kind.LIVE,
        "free",
        terms,
        revokedAt);
  }

  private static KeyTerms until(Instant end) {
    return new KeyTerms(Scopes.ALL, List.of(), List.of(), Limits.NONE, Optional.of(end));
  }

  private static KeyTerms scopes(String... words) {
    return new KeyTerms(
        new Scopes(Set.of(words)), List.of(), List.of(), Limits.NONE, Optional.empty());
  }

  private static KeyTerms addresses(String... ranges) {
    return new KeyTerms(
        Scopes.ALL,
        List.of(),
        List.of(ranges).stream().map(text -> IpRange.parse(text).orElseThrow()).toList(),
        Limits.NONE,
        Optional.empty());
  }
}
