package dev.millrace.api.keys;

import dev.millrace.access.KeyTerms;
import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.KeyCaps;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.Optional;

/**
 * Who hands out keys of an account, and how far his own reach. Nobody can hand out more than he may
 * himself, nor lay hands on what may do more: he could make it his own. Pure.
 *
 * @param kind a test key's owner hands out test keys only
 * @param caps that bound his own key, and that he may not change
 */
public record Grantor(AccountId account, ApiKey.Kind kind, KeyTerms terms, KeyCaps caps) {

  /** The operator, for this account. */
  public static Grantor operator(AccountId account) {
    return new Grantor(account, ApiKey.Kind.LIVE, KeyTerms.UNBOUNDED, KeyCaps.NONE);
  }

  /** What a key may do, and of which kind it is. */
  record Grant(ApiKey.Kind kind, KeyTerms terms, KeyCaps caps) {}

  /**
   * Returns when this may be handed out.
   *
   * @throws FaultException of FORBIDDEN, which names the field
   */
  void checkGives(Grant grant) {
    beyond(grant)
        .ifPresent(
            field -> {
              throw refused(
                  field, "a key cannot hand out more than it may itself: %s goes beyond its own");
            });
  }

  /**
   * Returns when a key that may do this may be changed, exchanged or revoked.
   *
   * @throws FaultException of FORBIDDEN, which names the field
   */
  void checkTouches(Grant held) {
    beyond(held)
        .ifPresent(
            field -> {
              throw refused(
                  field,
                  "this key may not touch a key that may do more than itself: %s goes beyond its own");
            });
  }

  private Optional<String> beyond(Grant grant) {
    if (kind == ApiKey.Kind.TEST && grant.kind() != ApiKey.Kind.TEST) {
      return Optional.of("isTest");
    }
    if (!caps.cover(grant.caps())) {
      return Optional.of("spendCaps");
    }
    return terms.exceededBy(grant.terms()).map(Grantor::field);
  }

  private static String field(KeyTerms.Respect respect) {
    return switch (respect) {
      case SCOPES -> "scopes";
      case MODELS -> "allowedModels";
      case ADDRESSES -> "allowedIps";
      case LIMITS -> "limits";
      case EXPIRY -> "expiresAt";
    };
  }

  private static FaultException refused(String field, String message) {
    return new FaultException(
        Fault.of(
                FaultCode.FORBIDDEN,
                message.formatted(field) + "; use a key that may do as much, or ask for less")
            .with("field", field));
  }
}
