package dev.millrace.api.catalog.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.catalog.Prepared;
import dev.millrace.api.http.ConditionalAnswer;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.Query;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Catalogue;
import dev.millrace.model.CatalogueSnapshot;
import dev.millrace.model.ModelName;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Function;

/** Answers questions about the models that the platform can run, from the catalogue of now. */
@ApplicationScoped
class RunnerDesk {
  /** As ModelRunner has it. */
  private static final int MOST_PRICES = 50;

  private static final int USUAL_RESULTS = 25;
  private static final int MOST_RESULTS = 100;
  private static final int LONGEST_QUESTION = 200;

  private final Catalogue catalogue;
  private final ObjectMapper json;
  private final Prepared<Shelf> shelves;

  RunnerDesk(Catalogue catalogue, ObjectMapper json) {
    this.catalogue = catalogue;
    this.json = json;
    this.shelves = new Prepared<>(models -> new Shelf(models, this::written));
  }

  void onStart(@Observes StartupEvent start) {
    shelves.prepare(catalogue.models());
  }

  /** Before it serves. */
  void onNext(@Observes CatalogueSnapshot next) {
    shelves.prepare(next.models());
  }

  private Shelf shelf() {
    return shelves.of(catalogue.models());
  }

  private String written(Object view) {
    try {
      return json.writeValueAsString(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a model cannot be written as JSON", e);
    }
  }

  /** Fails with MALFORMED for a parameter that it cannot use, as all of these do. */
  ConditionalAnswer list(Query query) {
    return shelf().list(ListQuery.read(query));
  }

  ConditionalAnswer facets(Query query) {
    return shelf().facets(ListQuery.facets(query));
  }

  ConditionalAnswer featured() {
    return shelf().featured();
  }

  ConditionalAnswer prices(Query query) {
    var endpoints = query.all("endpoint", MOST_PRICES, Function.identity());
    if (endpoints.isEmpty()) {
      throw Refusal.ofParameter(
          "endpoint",
          "must name a model, owner/alias, and may do so %d times".formatted(MOST_PRICES));
    }
    return shelf().prices(endpoints);
  }

  ConditionalAnswer search(Query query) {
    var question =
        query
            .text("q", LONGEST_QUESTION)
            .filter(text -> !text.isBlank())
            .orElseThrow(() -> Refusal.ofParameter("q", "must say what to look for"));
    return shelf().search(question, query.number("limit", MOST_RESULTS).orElse(USUAL_RESULTS));
  }

  /** Fails with MODEL_UNKNOWN. */
  ConditionalAnswer one(String endpoint) {
    return ModelName.parse(endpoint).flatMap(shelf()::one).orElseThrow(RunnerDesk::unknown);
  }

  /** Fails with MODEL_UNKNOWN. */
  ConditionalAnswer document(String endpoint, PublicUrl base) {
    return ModelName.parse(endpoint)
        .flatMap(catalogue::find)
        .map(model -> ModelDocument.of(model, base))
        .map(document -> ConditionalAnswer.of(document.toString().getBytes(UTF_8)))
        .orElseThrow(RunnerDesk::unknown);
  }

  private static FaultException unknown() {
    return new FaultException(
        FaultCode.MODEL_UNKNOWN, "there is no such model; GET /models lists those that there are");
  }
}
