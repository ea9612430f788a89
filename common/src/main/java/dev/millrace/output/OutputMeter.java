package dev.millrace.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.context.CallerContext;
import dev.millrace.file.StoredFile;
import dev.millrace.money.Medium;
import dev.millrace.request.DataUrl;
import dev.millrace.request.Output;
import dev.millrace.request.ProducedFile;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Measures the media of an output whose bytes we have: its files, what it carries as {@code data:}
 * URLs, and what was copied from its URLs.
 */
@ApplicationScoped
public class OutputMeter {
  private static final Logger LOG = Logger.getLogger(OutputMeter.class);
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final Duration COPIES_WITHIN = Duration.ofSeconds(60);
  private static final int MOST_MEDIA = 1000;

  private final CopiedMeter copies;
  private final OffLoop offLoop = new OffLoop();

  public OutputMeter(CopiedMeter copies) {
    this.copies = copies;
  }

  /**
   * What could be measured, in order; at most a thousand media. Never fails: what takes too long is
   * not measured. Answers on the caller's event loop.
   */
  public Uni<List<Medium>> media(Output output) {
    return measured(() -> carried(output), WITHIN);
  }

  /** The same of files that were copied, from their objects. */
  public Uni<List<Medium>> media(List<StoredFile> copied) {
    return copied.isEmpty()
        ? Uni.createFrom().item(List.of())
        : measured(() -> copied.stream().map(copies::measure).toList(), COPIES_WITHIN);
  }

  private Uni<List<Medium>> measured(Supplier<List<Medium>> work, Duration within) {
    return CallerContext.home(
        offLoop
            .run(work)
            .map(OutputMeter::known)
            .ifNoItem()
            .after(within)
            .fail()
            .onFailure()
            .recoverWithItem(
                failure -> {
                  LOG.warnf("an output was not measured: %s", failure);
                  return List.of();
                }));
  }

  private static List<Medium> known(List<Medium> media) {
    return media.stream().filter(Predicate.not(Medium.UNKNOWN::equals)).toList();
  }

  private static List<Medium> carried(Output output) {
    var media = new ArrayList<Medium>();
    output.files().stream()
        .limit(MOST_MEDIA)
        .map(ProducedFile::bytes)
        .map(MediumMeter::measure)
        .forEach(media::add);
    embedded(output.value(), media);
    return media;
  }

  private static void embedded(JsonNode value, List<Medium> media) {
    if (media.size() >= MOST_MEDIA) {
      return;
    }
    if (value.isContainerNode()) {
      value.forEach(inner -> embedded(inner, media));
    } else if (DataUrl.is(value)) {
      media.add(MediumMeter.measure(DataUrl.bytes(value)));
    }
  }

  @PreDestroy
  void close() {
    offLoop.close();
  }
}
