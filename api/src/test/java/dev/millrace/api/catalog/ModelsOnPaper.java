package dev.millrace.api.catalog;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.model.JsonSchema;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.Presentation;
import dev.millrace.model.Route;
import dev.millrace.model.RouteKey;
import dev.millrace.money.RateCard;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Models for tests of what is told of them. */
public final class ModelsOnPaper {
  private ModelsOnPaper() {}

  /** One that holds conversations, by a route of this provider. */
  public static Model talker(String name, String provider) {
    return of(name, Set.of(Model.CHAT), List.of(route(provider, RouteKey.OURS)));
  }

  /** One that only an account's own key of this provider can run. */
  public static Model sleeper(String name, String provider) {
    return of(name, Set.of(Model.CHAT), List.of(route(provider, RouteKey.MISSING)));
  }

  public static Model of(String name, Set<String> capabilities, List<Route> routes) {
    var schema = JsonSchema.of(JsonNodeFactory.instance.objectNode());
    return new Model(
        ModelName.parse(name).orElseThrow(),
        "Title of " + name,
        "",
        "chat",
        List.of(),
        schema,
        schema,
        capabilities,
        Optional.of(RateCard.perRequest("0.25")),
        Duration.ofSeconds(1),
        1,
        routes);
  }

  public static Route route(String provider, RouteKey key) {
    return new Route("main", "openai", JsonNodeFactory.instance.objectNode())
        .of(Optional.of(provider), key);
  }

  /** The same model, of which more is said. */
  public static Model presented(Model model, boolean unlisted) {
    var none = Presentation.NONE;
    return new Model(
        model.name(),
        model.title(),
        model.description(),
        model.category(),
        model.tags(),
        model.inputSchema(),
        model.outputSchema(),
        model.capabilities(),
        EnumSet.copyOf(model.faces()),
        model.price(),
        model.runLimit(),
        model.attempts(),
        model.routes(),
        new Presentation(
            "Short.",
            none.thumbnail(),
            none.useCases(),
            List.of("text", "audio"),
            List.of("audio"),
            none.features(),
            false,
            false,
            unlisted,
            none.examples(),
            OptionalInt.of(200_000),
            OptionalInt.of(64_000),
            Optional.of(LocalDate.of(2026, 3, 4)),
            none.baseModel(),
            none.creator()));
  }
}
