package dev.millrace.worker.embed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.provider.Stopwatch;
import dev.millrace.provider.Workbench;
import dev.millrace.provider.local.LocalModel;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import dev.millrace.worker.embed.Embedder.Embeddings;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Turns {@code input}, a string or a list of strings, into embeddings of 384 floats. A batch is
 * worked off in small pieces, so that a cancel spares the rest and no other caller waits long.
 */
@Singleton
public final class MinilmModel implements LocalModel {
  private static final Logger LOG = Logger.getLogger(MinilmModel.class);
  private static final int PIECE = 16;

  private final Workbench workbench;
  private final Embedder embedder = new Embedder();

  @Inject
  public MinilmModel(Workbench workbench) {
    this.workbench = workbench;
  }

  /** Loads the model while the worker starts, if so set, so that no request waits for it. */
  void load(@Observes StartupEvent start, MinilmConfig config) {
    if (!config.loadAtStart()) {
      return;
    }
    workbench
        .run(() -> embedder.embed(List.of("ready")))
        .subscribe()
        .with(
            loaded -> LOG.debug("embedding model loaded"),
            failure -> LOG.error("embedding model not loaded; local/minilm will fail", failure));
  }

  @Override
  public String name() {
    return "minilm";
  }

  @Override
  public Uni<Outcome> run(Call call) {
    var watch = Stopwatch.started();
    return Multi.createFrom()
        .iterable(pieces(texts(call.input().path("input"))))
        .onItem()
        .transformToUniAndConcatenate(piece -> workbench.run(() -> embedder.embed(piece)))
        .collect()
        .asList()
        .map(done -> succeeded(done, watch.elapsed()))
        .onFailure(LinkageError.class)
        .recoverWithItem(MinilmModel::notLoaded);
  }

  private static List<String> texts(JsonNode input) {
    return input.isArray()
        ? StreamSupport.stream(input.spliterator(), false).map(JsonNode::asText).toList()
        : List.of(input.asText());
  }

  private static List<List<String>> pieces(List<String> texts) {
    return IntStream.iterate(0, from -> from < texts.size(), from -> from + PIECE)
        .mapToObj(from -> texts.subList(from, Math.min(texts.size(), from + PIECE)))
        .toList();
  }

  private static Outcome succeeded(List<Embeddings> pieces, Duration took) {
    var value = JsonNodeFactory.instance.objectNode();
    var embeddings = value.putArray("embeddings");
    for (var piece : pieces) {
      for (var vector : piece.vectors()) {
        var numbers = embeddings.addArray();
        for (float number : vector) {
          numbers.add(number);
        }
      }
    }
    return new Outcome.Succeeded(Output.of(value), usage(pieces, embeddings.size(), took));
  }

  private static Usage usage(List<Embeddings> pieces, int outputs, Duration took) {
    long tokens = pieces.stream().mapToLong(Embeddings::tokens).sum();
    return new Usage(tokens, 0, 0, 0, 0, outputs, List.of(), took);
  }

  /** The model's native library does not fit this machine. */
  private static Outcome notLoaded(Throwable failure) {
    return new Outcome.Failed(
        Fault.of(
            FaultCode.PROVIDER_BROKEN, "The embedding model cannot be loaded on this worker."));
  }
}
