package dev.millrace.basis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.dialect.picture.PictureInput;
import dev.millrace.model.JsonSchema;
import dev.millrace.model.Model;
import dev.millrace.model.Route;
import dev.millrace.model.Schema;
import dev.millrace.provider.Providers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * What runs in place of a model for test keys: nothing that leaves this process. A model that runs
 * here anyway is itself; for others a local one answers that takes the same input and is at hand in
 * every process.
 */
@ApplicationScoped
public class StandIns {
  private static final Schema ANYTHING = JsonSchema.of(JsonNodeFactory.instance.objectNode());

  private static final String DRAWING = "text-to-image";

  private final Providers providers;

  public StandIns(Providers providers) {
    this.providers = providers;
  }

  /** The model as it is for test keys; empty when nothing stands in for it. */
  public Optional<Model> of(Model known) {
    var here = known.routes().stream().filter(this::staysHere).toList();
    if (!here.isEmpty()) {
      return Optional.of(Unpaid.by(here, known));
    }
    return localFor(known).map(route -> Unpaid.by(List.of(route), known).giving(ANYTHING));
  }

  private boolean staysHere(Route route) {
    return !route.needsKey()
        && providers.find(route.dialect()).filter(provider -> !provider.isRemote()).isPresent();
  }

  private static Optional<Route> localFor(Model known) {
    if (known.capabilities().contains(Model.CHAT)) {
      return Optional.of(local("chat"));
    }
    boolean draws = known.capabilities().contains(Model.IMAGES) || known.category().equals(DRAWING);
    return draws && PictureInput.isFor(known.inputSchema().document())
        ? Optional.of(local("image"))
        : Optional.empty();
  }

  private static Route local(String model) {
    return new Route("test", "local", JsonNodeFactory.instance.objectNode().put("model", model));
  }
}
