package dev.millrace.provider.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.millrace.deployment.SecretsConfig;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.provider.NoRoomException;
import dev.millrace.provider.Workbench;
import dev.millrace.provider.http.ForeignAddresses;
import dev.millrace.provider.http.RetryAfter;
import dev.millrace.provider.http.UpstreamBounds;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.provider.http.UpstreamJson;
import dev.millrace.provider.http.UpstreamReply;
import dev.millrace.provider.http.UpstreamRequest;
import dev.millrace.provider.http.UpstreamStatus;
import dev.millrace.provider.http.UpstreamWords;
import dev.millrace.vault.KeyTester;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks providers over HTTP. An address that the key's owner chose is looked at before, called where
 * it was found to lead, and never redirects us elsewhere. Has a client of its own, whose few
 * connections take nothing away from calls of models.
 */
@ApplicationScoped
public class HttpKeyTester implements KeyTester {
  private static final int LARGEST_REPLY = 4 * 1024 * 1024;

  private final UpstreamClient client;
  private final Workbench workbench;
  private final ForeignAddresses foreign;
  private final Duration within;
  private final Map<String, URI> urls;

  HttpKeyTester(Vertx vertx, Workbench workbench, ForeignAddresses foreign, SecretsConfig config) {
    this.client =
        new UpstreamClient(vertx, workbench, bounds(config.testWithin()), new HttpClientOptions());
    this.workbench = workbench;
    this.foreign = foreign;
    this.within = config.testWithin();
    this.urls = Map.copyOf(config.providerUrls());
  }

  private static UpstreamBounds bounds(Duration within) {
    return new UpstreamBounds(
        Duration.ofSeconds(3), within, Duration.ofSeconds(5), 8, 1, 64, LARGEST_REPLY);
  }

  @Override
  public Uni<Optional<String>> problem(String url) {
    return foreign.problem(url);
  }

  @Override
  public Uni<Verdict> test(Asked key) {
    var probe = probe(key);
    return get(key, probe, probe.testUrl()).map(Exchanged::verdict);
  }

  @Override
  public Uni<List<Listed>> models(Asked key) {
    var probe = probe(key);
    var url =
        probe
            .listUrl()
            .orElseThrow(
                () ->
                    refused(
                        "the provider %s has no list of models; name the models of the catalogue"
                            .formatted(key.provider())));
    return get(key, probe, url).chain(this::read);
  }

  private Uni<List<Listed>> read(Exchanged exchanged) {
    exchanged.checkTaken();
    var body = exchanged.reply().body();
    return body.length() > UpstreamClient.LARGE
        ? workbench.run(() -> ModelLists.in(UpstreamJson.read(body)))
        : Uni.createFrom().item(() -> ModelLists.in(UpstreamJson.read(body)));
  }

  private Probe probe(Asked key) {
    return Probe.of(
            key.provider(), key.baseUrl().or(() -> Optional.ofNullable(urls.get(key.provider()))))
        .orElseThrow(
            () ->
                refused(
                    "nobody knows where the provider %s is asked about keys; its keys are found out by calling a model"
                        .formatted(key.provider())));
  }

  private static FaultException refused(String message) {
    return new FaultException(FaultCode.INVALID_INPUT, message);
  }

  private Uni<Exchanged> get(Asked key, Probe probe, URI url) {
    var call =
        new UpstreamRequest(
            "GET", url, probe.credential().headers(key.secret()), Optional.empty(), within);
    return (key.baseUrl().isEmpty() ? Uni.createFrom().item(call) : foreign.looked(call))
        .chain(client::send)
        .onFailure(NoRoomException.class)
        .transform(
            full ->
                new FaultException(
                    FaultCode.OVERLOADED,
                    "too many keys are being tested at this provider now; try again soon"))
        .map(reply -> new Exchanged(call, reply));
  }

  /** A call and what came of it. */
  private record Exchanged(UpstreamRequest call, UpstreamReply reply) {
    Verdict verdict() {
      if (reply.isSuccess()) {
        return new Verdict(true, reply.status(), "The provider takes the key.");
      }
      checkSpoke();
      return new Verdict(false, reply.status(), rejection());
    }

    void checkTaken() {
      if (!reply.isSuccess()) {
        checkSpoke();
        throw new FaultException(FaultCode.PROVIDER_REJECTED, rejection());
      }
    }

    private String rejection() {
      var what =
          "The provider refuses the %s (status %d)"
              .formatted(
                  fault().code() == FaultCode.PROVIDER_REFUSED_US ? "key" : "call", reply.status());
      var said = said();
      return said.isEmpty() ? what + "." : what + ": " + said;
    }

    /** Fails where the reply says something of the provider, and nothing of the key. */
    private void checkSpoke() {
      var fault = fault();
      switch (fault.code()) {
        case PROVIDER_REJECTED, PROVIDER_REFUSED_US -> {
          // It was the key, or what we asked it for.
        }
        default -> throw new FaultException(fault);
      }
    }

    private Fault fault() {
      return UpstreamStatus.faultOf(reply.status(), RetryAfter.in(reply.headers()), said());
    }

    private String said() {
      return UpstreamWords.in(json(), call.secrets());
    }

    private JsonNode json() {
      if (reply.body().length() > UpstreamClient.LARGE) { // nobody's sentence, and slow to read
        return MissingNode.getInstance();
      }
      try {
        return UpstreamJson.read(reply.body());
      } catch (FaultException noJson) {
        return MissingNode.getInstance();
      }
    }
  }
}
