package dev.millrace.api.gateway;

import dev.millrace.api.catalog.Chosen;
import dev.millrace.api.catalog.ModelGate;
import dev.millrace.api.http.key.Caller;
import dev.millrace.dialect.picture.PictureInput;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Catalogue;
import dev.millrace.model.Face;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds models by what clients of other protocols call them. */
@ApplicationScoped
public class NamedModels {
  private static final String TEXT_TO_IMAGE = "text-to-image";

  private final Catalogue catalogue;
  private final ModelGate gate;

  public NamedModels(Catalogue catalogue, ModelGate gate) {
    this.catalogue = catalogue;
    this.gate = gate;
  }

  /**
   * The known model of this name: {@code owner/alias}, or the alias alone where only one model has
   * it.
   *
   * @throws FaultException of MODEL_UNKNOWN
   */
  public Model find(String name) {
    return ModelName.parse(name)
        .flatMap(catalogue::known)
        .orElseGet(() -> ofAlias(name, having(name)));
  }

  private static Model ofAlias(String alias, Collection<Model> among) {
    var found = among.stream().filter(model -> model.name().alias().equals(alias)).toList();
    return switch (found.size()) {
      case 0 -> throw unknown("there is no such model; GET /v1/models lists those that there are");
      case 1 -> found.getFirst();
      default ->
          throw unknown(
              "more than one model is called so; write one of "
                  + found.stream()
                      .map(model -> model.name().toString())
                      .collect(Collectors.joining(", ")));
    };
  }

  private static FaultException unknown(String message) {
    return new FaultException(FaultCode.MODEL_UNKNOWN, message);
  }

  /**
   * The model of this name for this caller, be it one that only its own provider key can run. The
   * name of a provider alone stands for the model that is the caller's usual one there.
   *
   * @throws FaultException as {@link #find} and {@link ModelGate#choose} say
   */
  public Chosen choose(Caller caller, String name) {
    return gate.choose(caller, nameFor(caller, name));
  }

  private ModelName nameFor(Caller caller, String text) {
    return ModelName.parse(text)
        .filter(name -> name.isOwn() || catalogue.known(name).isPresent())
        .or(() -> caller.profile().usualOf(text).flatMap(usual -> ModelName.parse(usual.modelId())))
        .orElseGet(() -> ofAlias(text, having(text)).name());
  }

  /** What the platform itself can run goes first. */
  private Collection<Model> having(String alias) {
    return catalogue.models().stream().anyMatch(model -> model.name().alias().equals(alias))
        ? catalogue.models()
        : catalogue.known();
  }

  /**
   * As {@link #choose(Caller, String)}, of a model that holds conversations on this face.
   *
   * @throws FaultException of FACE_UNSUPPORTED too, which names where it answers
   */
  public Chosen choose(Caller caller, String name, Face face) {
    var chosen = choose(caller, name);
    if (!chosen.model().answersOn(face)) {
      throw elsewhere(chosen.model());
    }
    return chosen;
  }

  /**
   * As {@link #choose(Caller, String)}, of a model that holds conversations, on whichever faces.
   *
   * @throws FaultException of FACE_UNSUPPORTED too, which names where it answers
   */
  public Chosen chooseTalking(Caller caller, String name) {
    var chosen = choose(caller, name);
    if (!chosen.model().capabilities().contains(Model.CHAT)) {
      throw elsewhere(chosen.model());
    }
    return chosen;
  }

  /** Refuses a call of a model that answers at other paths only, and names them. */
  public static FaultException elsewhere(Model model) {
    return new FaultException(
        FaultCode.FACE_UNSUPPORTED,
        "%s does not answer at this path; call it at %s".formatted(model.name(), places(model)));
  }

  private static String places(Model model) {
    var name = model.name().toString();
    if (model.capabilities().contains(Model.CHAT) && !model.faces().isEmpty()) {
      return model.faces().stream()
          .sorted()
          .map(face -> face.path().replace("{model}", name))
          .collect(Collectors.joining(" or "));
    }
    return ofOtherKind(model).orElse("/run/" + name);
  }

  private static Optional<String> ofOtherKind(Model model) {
    if (model.capabilities().contains(Model.EMBEDDINGS)) {
      return Optional.of("/v1/embeddings");
    }
    return draws(model) ? Optional.of("/v1/images/generations") : Optional.empty();
  }

  /** Whether it makes pictures from words; some make them from pictures only. */
  public static boolean draws(Model model) {
    boolean makesPictures =
        model.capabilities().contains(Model.IMAGES) || model.category().equals(TEXT_TO_IMAGE);
    return makesPictures && PictureInput.isFor(model.inputSchema().document());
  }
}
