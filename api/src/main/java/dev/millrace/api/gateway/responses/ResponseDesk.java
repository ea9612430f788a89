package dev.millrace.api.gateway.responses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.AccountId;
import dev.millrace.api.http.CorrelationId;
import dev.millrace.api.http.fault.ToldFault;
import dev.millrace.api.queue.QueuedRequests;
import dev.millrace.background.BackgroundResponse;
import dev.millrace.background.ResponseIds;
import dev.millrace.dialect.Heading;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Catalogue;
import dev.millrace.model.Model;
import dev.millrace.queue.Payloads;
import dev.millrace.queue.RequestView;
import dev.millrace.request.RequestStatus;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Finds responses again, and says how they stand. */
@ApplicationScoped
class ResponseDesk {
  private static final String KIND = "response";

  private final QueuedRequests requests;
  private final Catalogue catalogue;
  private final ObjectReader objects;

  ResponseDesk(QueuedRequests requests, Catalogue catalogue, ObjectMapper json) {
    this.requests = requests;
    this.catalogue = catalogue;
    // Decimals stay as they came.
    this.objects =
        json.reader()
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
  }

  /**
   * A response of the account. Fails with NOT_FOUND for what is unknown, foreign, deleted, not
   * kept, or no response; with GONE for what is past its retention.
   */
  Uni<Found> find(AccountId account, String id) {
    var request = ResponseIds.parse(id).orElseThrow(ResponseDesk::notFound);
    return requests
        .find(account, request)
        .map(found -> found.filter(ResponseDesk::isKept).orElseThrow(ResponseDesk::notFound))
        .chain(
            view ->
                requests
                    .payloadsOf(view)
                    .map(payloads -> found(view, payloads).orElseThrow(ResponseDesk::notFound)));
  }

  private static boolean isKept(RequestView request) {
    return request.terms().stored() && request.payloadsPurgedAt().isEmpty();
  }

  private Optional<Found> found(RequestView request, Payloads payloads) {
    var asked = object(payloads.input().orElseThrow(ResponseDesk::gone));
    var output =
        payloads
            .output()
            .flatMap(this::object)
            .filter(one -> one.path("object").asText().equals(KIND));
    boolean isAnswered = output.isPresent();
    return asked
        .filter(body -> isAnswered || request.status() != RequestStatus.COMPLETED)
        .map(body -> found(request, body, output))
        .filter(found -> isAnswered || found.background().isPresent());
  }

  private Found found(RequestView request, ObjectNode asked, Optional<ObjectNode> output) {
    var heading =
        new Heading(
            request.id().toString(), asked.path("model").asText(), request.createdAt(), asked);
    var background =
        isConversational(request)
            ? BackgroundResponse.of(request.id(), request.createdAt(), asked)
            : Optional.<BackgroundResponse>empty();
    var ours = output.map(one -> one.put("id", ResponseIds.of(request.id())));
    return new Found(request, heading, background, ours);
  }

  /** A model that is not in the catalogue any more may have been one. */
  private boolean isConversational(RequestView request) {
    return catalogue
        .find(request.model())
        .map(model -> model.capabilities().contains(Model.CHAT))
        .orElse(true);
  }

  private Optional<ObjectNode> object(String text) {
    try {
      return objects.readTree(text) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored payload is no JSON", e);
    }
  }

  /** How it stands, in OpenAI's words. */
  static ObjectNode object(Found found, CorrelationId call) {
    return found.output().orElseGet(() -> unanswered(found, call));
  }

  private static ObjectNode unanswered(Found found, CorrelationId call) {
    var response = found.background().orElseThrow();
    return switch (found.request().status()) {
      case IN_QUEUE -> response.unfinished("queued");
      case IN_PROGRESS -> response.unfinished("in_progress");
      case CANCELLED -> response.unfinished("cancelled");
      case FAILED, COMPLETED -> response.failed(ToldFault.failure(faultOf(found.request()), call));
    };
  }

  private static Fault faultOf(RequestView request) {
    return request
        .fault()
        .orElseGet(() -> Fault.of(FaultCode.UNKNOWN, "an internal fault ended this response"));
  }

  static FaultException notFound() {
    return new FaultException(
        FaultCode.NOT_FOUND,
        "there is no response with this id for this key; ids begin with resp_");
  }

  private static FaultException gone() {
    return new FaultException(
        FaultCode.GONE,
        "this response is past its retention, and nothing of it is kept; create it once more");
  }
}
