package dev.millrace.api.gateway.models;

import dev.millrace.account.Plans;
import dev.millrace.api.gateway.NamedModels;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Catalogue;
import dev.millrace.model.Face;
import dev.millrace.model.Model;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.BiFunction;

/** Knows the models that these faces can call. */
@ApplicationScoped
class ModelDesk {
  private final Catalogue catalogue;
  private final NamedModels named;
  private final Plans plans;

  ModelDesk(Catalogue catalogue, NamedModels named, Plans plans) {
    this.catalogue = catalogue;
    this.named = named;
    this.plans = plans;
  }

  ModelList openAi() {
    return ModelList.of(all(this::listed));
  }

  /** Fails with MODEL_UNKNOWN. */
  OpenAiModel openAi(String name) {
    return one(name, (model, trait) -> listed(model, trait).inFull(model));
  }

  /** A list of one model. Fails with MODEL_UNKNOWN. */
  ModelList openAiAlone(String name) {
    OpenAiModel model = one(name, this::listed);
    return ModelList.of(List.of(model));
  }

  private OpenAiModel listed(Model model, Trait trait) {
    return OpenAiModel.listed(model, trait, plans.usual().name());
  }

  List<AnthropicModel> anthropic() {
    return catalogue.models().stream()
        .filter(model -> model.answersOn(Face.MESSAGES))
        .map(AnthropicModel::of)
        .toList();
  }

  /** Fails with MODEL_UNKNOWN. */
  AnthropicModel anthropic(String name) {
    return one(name, (model, trait) -> AnthropicModel.of(model));
  }

  List<GeminiModel> gemini() {
    return all(GeminiModel::of).stream()
        .filter(model -> !model.supportedGenerationMethods().isEmpty())
        .toList();
  }

  /** Fails with MODEL_UNKNOWN. */
  GeminiModel gemini(String name) {
    return one(name, GeminiModel::of);
  }

  private <T> List<T> all(BiFunction<Model, Trait, T> view) {
    return catalogue.models().stream()
        .flatMap(model -> Trait.of(model).map(trait -> view.apply(model, trait)).stream())
        .toList();
  }

  private <T> T one(String name, BiFunction<Model, Trait, T> view) {
    var model = named.find(name);
    return Trait.of(model)
        .map(trait -> view.apply(model, trait))
        .orElseThrow(
            () ->
                new FaultException(
                    FaultCode.MODEL_UNKNOWN,
                    "%s is not called in this protocol; run it at /run/%s"
                        .formatted(model.name(), model.name())));
  }
}
