package dev.millrace.provider;

import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The providers of this process, by dialect. */
@Singleton
public final class Providers {
  private final Map<String, Provider> byDialect;

  /** Refuses two providers of one dialect. */
  @Inject
  public Providers(@All List<Provider> providers) {
    byDialect =
        providers.stream()
            .collect(Collectors.toUnmodifiableMap(Provider::dialect, Function.identity()));
  }

  /** Who speaks this dialect, if anybody does. */
  public Optional<Provider> find(String dialect) {
    return Optional.ofNullable(byDialect.get(dialect));
  }
}
