package dev.millrace.api.gateway.models;

import dev.millrace.account.Plans;
import dev.millrace.api.catalog.Prepared;
import dev.millrace.api.catalog.Reach;
import dev.millrace.api.gateway.NamedModels;
import dev.millrace.api.http.ConditionalAnswer;
import dev.millrace.api.http.key.Caller;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Catalogue;
import dev.millrace.model.CatalogueSnapshot;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;

/**
 * Knows the models that these faces can call: lists have those that whoever asks can call, and a
 * look at one shows any that there is.
 */
@ApplicationScoped
class ModelDesk {
  private final Catalogue catalogue;
  private final NamedModels named;
  private final Plans plans;
  private final Reach reach;
  private final Prepared<PreparedModels> prepared;

  ModelDesk(Catalogue catalogue, NamedModels named, Plans plans, Reach reach, JsonText text) {
    this.catalogue = catalogue;
    this.named = named;
    this.plans = plans;
    this.reach = reach;
    this.prepared = new Prepared<>(known -> new PreparedModels(known, plans, reach, text::of));
  }

  void onStart(@Observes StartupEvent start) {
    prepared.prepare(catalogue.known());
  }

  /** Before it serves. */
  void onNext(@Observes CatalogueSnapshot next) {
    prepared.prepare(next.known());
  }

  private PreparedModels prepared() {
    return prepared.of(catalogue.known());
  }

  ConditionalAnswer openAi(Optional<Caller> caller) {
    return prepared().openAi(caller);
  }

  /** Fails with MODEL_UNKNOWN. */
  OpenAiModel openAi(Optional<Caller> caller, String name) {
    var listed = one(name);
    var isAllowed = reach.covers(caller, listed.known(), listed.isAwake());
    return OpenAiModel.of(listed).inFull(isAllowed, listed.known());
  }

  /** A list of one model. Fails with MODEL_UNKNOWN. */
  ModelList openAiAlone(String name) {
    return ModelList.of(List.of(OpenAiModel.of(one(name))));
  }

  List<AnthropicModel> anthropic(Optional<Caller> caller) {
    return prepared().anthropic(caller);
  }

  /** Fails with MODEL_UNKNOWN. */
  AnthropicModel anthropic(String name) {
    return AnthropicModel.of(one(name));
  }

  List<GeminiModel> gemini(Optional<Caller> caller) {
    return prepared().gemini(caller);
  }

  /** Fails with MODEL_UNKNOWN. */
  GeminiModel gemini(String name) {
    return GeminiModel.of(one(name));
  }

  ConditionalAnswer prices() {
    return prepared().prices();
  }

  private ListedModel one(String name) {
    var model = named.find(name);
    return ListedModel.of(model, plans)
        .orElseThrow(
            () ->
                new FaultException(
                    FaultCode.MODEL_UNKNOWN,
                    "%s is not called in this protocol; run it at /run/%s"
                        .formatted(model.name(), model.name())));
  }
}
