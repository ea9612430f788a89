package dev.millrace.access;

import dev.millrace.account.Limits;
import dev.millrace.model.ModelName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a key may do, and until when.
 *
 * @param models which models it may use; empty: all that its account may
 * @param addresses from where it may be used; empty: from anywhere
 * @param limits its own, beside those of its account's plan
 * @param expiresAt from when on it does not work any more; empty: never
 */
public record KeyTerms(
    Scopes scopes,
    List<ModelPattern> models,
    List<IpRange> addresses,
    Limits limits,
    Optional<Instant> expiresAt) {
  /** May do everything, for ever. */
  public static final KeyTerms UNBOUNDED =
      new KeyTerms(Scopes.ALL, List.of(), List.of(), Limits.NONE, Optional.empty());

  public KeyTerms {
    models = List.copyOf(models);
    addresses = List.copyOf(addresses);
  }

  public boolean allows(ModelName model) {
    return models.isEmpty() || models.stream().anyMatch(pattern -> pattern.matches(model));
  }

  /**
   * Whether it may be used from this address.
   *
   * @param address as text, without a port
   */
  public boolean allowsFrom(String address) {
    return addresses.isEmpty() || addresses.stream().anyMatch(range -> range.contains(address));
  }

  /** Whether its time is over; at the very moment that it expires it is. */
  public boolean endedBy(Instant now) {
    return expiresAt.filter(end -> !now.isBefore(end)).isPresent();
  }

  /** In what terms differ. */
  public enum Respect {
    SCOPES,
    MODELS,
    ADDRESSES,
    LIMITS,
    EXPIRY
  }

  /** Whether whoever has these may hand those out: they allow nothing more in any respect. */
  public boolean covers(KeyTerms others) {
    return exceededBy(others).isEmpty();
  }

  /** The first respect in which those allow more than these. */
  public Optional<Respect> exceededBy(KeyTerms others) {
    return Stream.of(Respect.values()).filter(respect -> !covers(others, respect)).findFirst();
  }

  private boolean covers(KeyTerms others, Respect respect) {
    return switch (respect) {
      case SCOPES -> scopes.covers(others.scopes);
      case MODELS -> coversModels(others);
      case ADDRESSES -> coversAddresses(others);
      case LIMITS -> limits.cover(others.limits);
      case EXPIRY -> coversTime(others);
    };
  }

  private boolean coversModels(KeyTerms others) {
    return models.isEmpty()
        || (!others.models.isEmpty()
            && others.models.stream()
                .allMatch(other -> models.stream().anyMatch(own -> own.covers(other))));
  }

  private boolean coversAddresses(KeyTerms others) {
    return addresses.isEmpty()
        || (!others.addresses.isEmpty()
            && others.addresses.stream()
                .allMatch(other -> addresses.stream().anyMatch(own -> own.covers(other))));
  }

  private boolean coversTime(KeyTerms others) {
    return expiresAt.isEmpty()
        || others.expiresAt.filter(end -> !end.isAfter(expiresAt.get())).isPresent();
  }
}
