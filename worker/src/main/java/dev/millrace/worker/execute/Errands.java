package dev.millrace.worker.execute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.millrace.background.BackgroundResponse;
import dev.millrace.blob.FileUrl;
import dev.millrace.dialect.Utterance;
import dev.millrace.model.Model;
import dev.millrace.payload.PayloadStore;
import dev.millrace.queue.Claim;
import dev.millrace.route.Errand;
import dev.millrace.route.Itinerary;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Makes claims into errands: fetches their inputs, and tells in whose words they are. */
@ApplicationScoped
class Errands {
  private final PayloadStore payloads;
  private final ObjectReader inputs;

  Errands(PayloadStore payloads, ObjectMapper json) {
    this.payloads = payloads;
    // Decimals stay as the caller wrote them.
    this.inputs =
        json.reader()
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
  }

  /**
   * An errand.
   *
   * @param response what it is to become, where its input is in OpenAI's words and not the model's
   */
  record Given(Errand errand, Optional<BackgroundResponse> response) {}

  /** Fails as {@link PayloadStore#read} does, or by a bug. */
  Uni<Given> of(Claim claim, Model model, Itinerary way) {
    return Uni.createFrom()
        .deferred(() -> payloads.read(claim.input()))
        .map(input -> input.orElseThrow(Errands::lost))
        .map(input -> given(claim, model, way, input));
  }

  private Given given(Claim claim, Model model, Itinerary way, String text) {
    var input = parsed(text);
    var response = response(claim, model, input);
    var utterance = response.map(BackgroundResponse::utterance);
    var errand =
        new Errand(
            claim.request(),
            claim.account(),
            model,
            way,
            utterance.<JsonNode>map(Utterance::body).orElse(input),
            utterance,
            FileUrl.isIn(text),
            claim.origin().deadlines(),
            claim.origin().basis());
    return new Given(errand, response);
  }

  /** What is not to be stored is never followed: its words would stay behind. */
  private static Optional<BackgroundResponse> response(Claim claim, Model model, JsonNode input) {
    return claim.origin().stored() && model.capabilities().contains(Model.CHAT)
        ? BackgroundResponse.of(claim.request(), claim.origin().createdAt(), input)
        : Optional.empty();
  }

  private static IllegalStateException lost() {
    return new IllegalStateException("the input is not in the store, where its row says it lies");
  }

  private JsonNode parsed(String input) {
    try {
      return inputs.readTree(input);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored input is no JSON", e);
    }
  }
}
