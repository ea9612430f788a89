package dev.millrace.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.blob.BlobsInMemory;
import dev.millrace.blob.StreamsInto;
import dev.millrace.fetch.Downloads;
import dev.millrace.fetch.ScriptedDownloads;
import dev.millrace.ledger.RateCards;
import dev.millrace.model.JsonSchema;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.money.RateCard;
import dev.millrace.money.Tariff;
import dev.millrace.output.CopiedMeter;
import dev.millrace.output.OutputConfig;
import dev.millrace.output.OutputCopies;
import dev.millrace.output.OutputDesk;
import dev.millrace.output.OutputMeter;
import dev.millrace.output.OutputStore;
import dev.millrace.output.UnmeasuredOutputs;
import dev.millrace.provider.Calls;
import dev.millrace.provider.Providers;
import dev.millrace.testing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Models for tests. */
public final class Models {
  public static final ModelName NAME = new ModelName("test", "model");

  private static final RateCard CARD = RateCard.perRequest("0.25");

  /** Knows the card of {@link #model} by every name. */
  public static final RateCards RATE_CARDS =
      new RateCards() {
        @Override
        public Uni<Optional<RateCard>> card(String version) {
          return Uni.createFrom().item(Optional.of(CARD));
        }

        @Override
        public Uni<Optional<Tariff>> tariff(String rateCard) {
          return Uni.createFrom().item(CARD.tariff(CARD.version()));
        }

        @Override
        public Uni<Void> keep(Collection<RateCard> cards, Instant at) {
          throw new UnsupportedOperationException("no attempt keeps a card");
        }
      };

  private Models() {}

  /** Outputs that name URLs cannot be read. */
  public static OutputDesk desk(BlobsInMemory blobs, ObjectMapper json) {
    return desk(blobs, json, new ScriptedDownloads(), new Providers(List.of()));
  }

  public static OutputDesk desk(
      BlobsInMemory blobs, ObjectMapper json, Downloads downloads, Providers providers) {
    var streams = new StreamsInto(blobs);
    var config = Settings.of(OutputConfig.class, Map.of());
    return new OutputDesk(
        new OutputStore(blobs, new OutputCopies(downloads, streams, providers, config)),
        new OutputMeter(new CopiedMeter(streams)),
        RATE_CARDS,
        new UnmeasuredOutputs(new SimpleMeterRegistry()),
        json);
  }

  /** Its output is an object with {@code done}; it costs 0.25 dollars. */
  public static Model model(int attempts, Duration runLimit, String... dialects) {
    return new Model(
        NAME,
        "Model",
        "",
        "test",
        List.of(),
        JsonSchema.of(Calls.json("{}")),
        JsonSchema.of(Calls.json("{'type': 'object', 'required': ['done']}")),
        Set.of(),
        Optional.of(CARD),
        runLimit,
        attempts,
        Stream.of(dialects)
            .map(dialect -> new Route(dialect, dialect, JsonNodeFactory.instance.objectNode()))
            .toList());
  }
}
