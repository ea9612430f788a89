package dev.millrace.model;

import dev.millrace.money.RateCard;
import java.time.Duration;
import java.util.List;
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
 * @param price its rate card
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
    RateCard price,
    Duration runLimit,
    int attempts,
    List<Route> routes) {
  public Model {
    tags = List.copyOf(tags);
    capabilities = Set.copyOf(capabilities);
    routes = List.copyOf(routes);
  }
}
