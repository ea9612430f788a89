package dev.millrace.model.file;

import dev.millrace.model.Catalogue;
import dev.millrace.model.CatalogueSnapshot;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.RouteCheck;
import dev.millrace.model.yaml.CatalogueReader;
import dev.millrace.model.yaml.Problem;
import dev.millrace.model.yaml.Reading;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The catalogue as it lies in a file. A file that is refused later leaves the one before it in
 * place; one that is refused at start keeps the application from starting.
 *
 * <p>Nobody who asks for a model waits for the file: they see the last catalogue that was accepted,
 * all of it.
 *
 * <p>A catalogue serves once its rate cards are kept, so that whatever it quotes can be charged
 * after it is gone. When they cannot be, the one before it goes on serving, and the next look tries
 * again; at start that keeps the application from starting.
 */
@Singleton
@Startup
public final class CatalogueFile implements Catalogue {
  private static final Logger LOG = Logger.getLogger(CatalogueFile.class);
  private static final int PROBLEMS_TOLD = 20;

  private final CatalogueSource source;
  private final CatalogueReader reader;
  private final CardKeeper cards;
  private final Consumer<CatalogueSnapshot> aboutToServe;
  private volatile CatalogueSnapshot accepted;
  private volatile Optional<String> refusal = Optional.empty();

  /** What the last look saw; empty when it could not read. */
  private Optional<String> seen;

  /** The text that was last accepted or refused. */
  private Optional<String> decided;

  @Inject
  CatalogueFile(
      CatalogueConfig config,
      @All List<RouteCheck> checks,
      CardKeeper cards,
      Event<CatalogueSnapshot> aboutToServe) {
    this(
        CatalogueSource.of(config),
        new CatalogueReader(System.getenv(), all(checks)),
        cards,
        aboutToServe::fire);
  }

  /**
   * Loads the catalogue.
   *
   * @param aboutToServe is handed every later one before it serves, and may keep it from serving by
   *     failing
   * @throws IllegalStateException when it cannot be read or is refused, or its cards cannot be
   *     kept; the message says why
   */
  CatalogueFile(
      CatalogueSource source,
      CatalogueReader reader,
      CardKeeper cards,
      Consumer<CatalogueSnapshot> aboutToServe) {
    this.source = source;
    this.reader = reader;
    this.cards = cards;
    this.aboutToServe = aboutToServe;
    this.seen = Optional.of(firstText());
    this.decided = seen;
    this.accepted =
        switch (reader.read(seen.get())) {
          case Reading.Accepted taken -> kept(taken);
          case Reading.Refused refused -> throw new IllegalStateException(why(refused));
        };
  }

  @Override
  public Optional<Model> find(ModelName name) {
    return accepted.find(name);
  }

  @Override
  public Collection<Model> models() {
    return accepted.models();
  }

  @Override
  public Optional<Model> known(ModelName name) {
    return accepted.known(name);
  }

  @Override
  public Collection<Model> known() {
    return accepted.known();
  }

  /** Names the text that serves. */
  public String version() {
    return accepted.version();
  }

  /** Why the file as it is now does not serve; the one before it does. Empty when all is well. */
  public Optional<String> refusal() {
    return refusal;
  }

  boolean mayChange() {
    return source.mayChange();
  }

  /** Looks at the file once, and blocks for that. A text counts once two looks in a row saw it. */
  synchronized void look() {
    try {
      var text = Optional.of(source.read());
      boolean settled = text.equals(seen);
      seen = text;
      if (settled && !text.equals(decided)) {
        decided = text;
        decide(text.get());
      }
    } catch (IOException e) {
      seen = Optional.empty();
      decided = Optional.empty();
      refuse(unreadable(e));
    }
  }

  private void decide(String text) {
    try {
      switch (reader.read(text)) {
        case Reading.Accepted taken -> serve(taken);
        case Reading.Refused refused -> refuse(why(refused));
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "a fault of ours kept %s from being read", source);
      refuse("%s could not be read: %s".formatted(source, e));
    }
  }

  private void serve(Reading.Accepted taken) {
    try {
      var next = kept(taken);
      aboutToServe.accept(next);
      accepted = next;
      refusal = Optional.empty();
    } catch (IllegalStateException e) {
      decided = Optional.empty(); // so that the next look tries again
      refuse("%s cannot serve yet: %s".formatted(source, e.getMessage()));
    }
  }

  /** Logs a refusal once, however often the file is looked at. */
  private void refuse(String reason) {
    var told = Optional.of(reason);
    if (!told.equals(refusal)) {
      LOG.errorf("%s; version %s of the catalogue stays", reason, accepted.version());
      refusal = told;
    }
  }

  private CatalogueSnapshot kept(Reading.Accepted taken) {
    var catalogue = taken.catalogue();
    cards.keep(catalogue);
    LOG.infof(
        "%s is loaded, version %s with %d models",
        source, catalogue.version(), catalogue.models().size());
    taken.asleep().forEach(sentence -> LOG.infof("%s", sentence));
    return catalogue;
  }

  private String firstText() {
    try {
      return source.read();
    } catch (IOException e) {
      throw new IllegalStateException(unreadable(e), e);
    }
  }

  private String unreadable(IOException e) {
    return "%s cannot be read: %s".formatted(source, e.getMessage());
  }

  private String why(Reading.Refused refused) {
    var problems = refused.problems();
    var told =
        problems.stream()
            .limit(PROBLEMS_TOLD)
            .map(Problem::toString)
            .collect(Collectors.joining("; "));
    int more = problems.size() - PROBLEMS_TOLD;
    return "%s is refused: %s%s"
        .formatted(source, told, more > 0 ? "; and %d more".formatted(more) : "");
  }

  private static RouteCheck all(List<RouteCheck> checks) {
    return route -> checks.stream().flatMap(check -> check.problems(route).stream()).toList();
  }
}
