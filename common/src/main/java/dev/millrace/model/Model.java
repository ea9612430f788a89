package dev.millrace.model;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.money.RateCard;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A model of the catalogue.
 *
 * @param name its endpoint
 * @param title for people
 * @param description for people; may be empty
 * @param category such as {@code text-to-image}
 * @param tags for people to search by
 * @param inputSchema what its input must fit
 * @param outputSchema what its output must fit
 * @param capabilities such as {@code streaming} or {@code tools}
 * @param price its rate card; without one it cannot be called with the platform's credit
 * @param runLimit how long one attempt may run
 * @param attempts how many attempts a request has
 * @param routes the ways to a provider, first choice first; never empty
 */
public record Model(
    ModelName name,
    String title,
    String description,
    String category,
    List<String> tags,
    Schema inputSchema,
    Schema outputSchema,
    Set<String> capabilities,
    Optional<RateCard> price,
    Duration runLimit,
    int attempts,
    List<Route> routes) {
  public Model {
    tags = List.copyOf(tags);
    capabilities = Set.copyOf(capabilities);
    routes = List.copyOf(routes);
  }

  /** Its rate card. Fails with a {@link FaultException} of MODEL_UNPRICED when it has none. */
  public RateCard priced() {
    return price.orElseThrow(
        () ->
            new FaultException(
                FaultCode.MODEL_UNPRICED,
                "%s has no price, so it cannot be paid from credit; ask the operator for a price"
                    .formatted(name)));
  }
}
