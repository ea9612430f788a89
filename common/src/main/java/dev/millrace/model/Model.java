package dev.millrace.model;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.money.RateCard;
import java.time.Duration;
import java.util.EnumSet;
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
 * @param faces where it answers, if it is conversational
 * @param price its rate card; without one it cannot be called with the platform's credit
 * @param runLimit how long one attempt may run
 * @param attempts how many attempts a request has
 * @param routes the ways to a provider, first choice first; never empty
 * @param presentation what is said of it beyond how to run it
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
    Set<Face> faces,
    Optional<RateCard> price,
    Duration runLimit,
    int attempts,
    List<Route> routes,
    Presentation presentation) {
  /** What models say that hold conversations. */
  public static final String CHAT = "chat";

  /** What models say that turn texts into vectors. */
  public static final String EMBEDDINGS = "embeddings";

  /** What models say that make pictures. */
  public static final String IMAGES = "images";

  public Model {
    tags = List.copyOf(tags);
    capabilities = Set.copyOf(capabilities);
    faces = Set.copyOf(faces);
    routes = List.copyOf(routes);
  }

  /** One that answers on every face, and of which nothing more is said. */
  public Model(
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
    this(
        name,
        title,
        description,
        category,
        tags,
        inputSchema,
        outputSchema,
        capabilities,
        EnumSet.allOf(Face.class),
        price,
        runLimit,
        attempts,
        routes,
        Presentation.NONE);
  }

  /** The same model with other ways to it, at another price. */
  public Model going(List<Route> ways, Optional<RateCard> at) {
    return new Model(
        name,
        title,
        description,
        category,
        tags,
        inputSchema,
        outputSchema,
        capabilities,
        faces,
        at,
        runLimit,
        attempts,
        ways,
        presentation);
  }

  /** The same model whose outputs fit another schema. */
  public Model giving(Schema output) {
    return new Model(
        name,
        title,
        description,
        category,
        tags,
        inputSchema,
        output,
        capabilities,
        faces,
        price,
        runLimit,
        attempts,
        routes,
        presentation);
  }

  /** With the routes alone that the platform can go; empty when there is none. */
  public Optional<Model> awake() {
    var ways = routes.stream().filter(route -> !route.needsKey()).toList();
    if (ways.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(ways.size() == routes.size() ? this : going(ways, price));
  }

  /** Whether it holds conversations on this face. */
  public boolean answersOn(Face face) {
    return capabilities.contains(CHAT) && faces.contains(face);
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
