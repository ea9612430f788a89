package dev.millrace.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ledger.InMemoryRateCards;
import dev.millrace.ledger.RateCards;
import dev.millrace.model.Catalogue;
import dev.millrace.model.CatalogueSnapshot;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.RouteCheck;
import dev.millrace.model.yaml.CatalogueReader;
import dev.millrace.money.RateCard;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueFileTest {
  @TempDir private Path folder;
  private Path path;
  private Consumer<CatalogueSnapshot> about = next -> {};

  @BeforeEach
  void aFileWithOneModel() throws IOException {
    path = folder.resolve("catalogue.yaml");
    write(aCatalogueOf("local/a"));
  }

  @Test
  void findsTheModelsOfTheFile() {
    var file = opened();

    assertThat(file.find(new ModelName("local", "a"))).isPresent();
    assertThat(file.find(new ModelName("local", "b"))).isEmpty();
    assertThat(file.refusal()).isEmpty();
  }

  @Test
  void takesOverAChangeThatTwoLooksSaw() throws IOException {
    var file = opened();
    write(aCatalogueOf("local/b"));

    file.look();
    assertThat(namesIn(file)).containsExactly("local/a");
    file.look();
    assertThat(namesIn(file)).containsExactly("local/b");
  }

  @Test
  void neverTakesATextThatIsStillBeingWritten() throws IOException {
    var file = opened();
    var whole = aCatalogueOf("local/a", "local/b");

    write(aCatalogueOf("local/c"));
    file.look();
    write(whole);
    file.look();
    assertThat(namesIn(file)).containsExactly("local/a");
    file.look();
    assertThat(namesIn(file)).containsExactly("local/a", "local/b");
  }

  @Test
  void keepsTheCatalogueWhenTheFileTurnsBadAndSaysWhy() throws IOException {
    var file = opened();
    var version = file.version();

    write("models:\n  - name: nothing\n");
    lookTwice(file);

    assertThat(namesIn(file)).containsExactly("local/a");
    assertThat(file.version()).isEqualTo(version);
    assertThat(file.refusal().orElseThrow()).contains(path.toString(), "line 2", "no owner/alias");
  }

  @Test
  void forgetsTheRefusalWhenTheFileIsGoodAgain() throws IOException {
    var file = opened();
    write("models: {}");
    lookTwice(file);

    write(aCatalogueOf("local/a"));
    lookTwice(file);

    assertThat(file.refusal()).isEmpty();
    assertThat(namesIn(file)).containsExactly("local/a");
  }

  @Test
  void keepsTheCatalogueWhileTheFileIsGone() throws IOException {
    var file = opened();

    Files.delete(path);
    file.look();
    assertThat(namesIn(file)).containsExactly("local/a");
    assertThat(file.refusal().orElseThrow()).contains("no such file");

    write(aCatalogueOf("local/a"));
    lookTwice(file);
    assertThat(file.refusal()).isEmpty();
  }

  @Test
  void keepsTheCatalogueWhenACheckHasABug() throws IOException {
    RouteCheck broken =
        route -> {
          if (route.dialect().equals("bad")) {
            throw new IllegalStateException("bug");
          }
          return List.of();
        };
    var file =
        new CatalogueFile(
            new CatalogueSource.InFile(path),
            new CatalogueReader(Map.of(), broken),
            keeper(new InMemoryRateCards()),
            next -> {});

    write(aCatalogueOf("local/b").replace("dialect: local", "dialect: bad"));
    lookTwice(file);

    assertThat(namesIn(file)).containsExactly("local/a");
    assertThat(file.refusal().orElseThrow()).contains("bug");
  }

  @Test
  void aBadFileAtStartIsRefusedWithLineAndReason() throws IOException {
    write("models:\n  - name: nothing\n");

    assertThatThrownBy(this::opened).hasMessageContaining("line 2: models[0].name makes the name");
  }

  @Test
  void aMissingFileAtStartIsRefused() throws IOException {
    Files.delete(path);

    assertThatThrownBy(this::opened)
        .hasMessage("the catalogue " + path + " cannot be read: there is no such file");
  }

  @Test
  void aFileThatIsNoTextIsRefused() throws IOException {
    Files.write(path, "models: [\u00fc]".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(this::opened).hasMessageContaining("not UTF-8");
  }

  @Test
  void theCardsOfACatalogueAreKeptBeforeItServes() throws IOException {
    var cards = new Cards();
    var file = opened(cards);
    write(aCatalogueOf("local/b").replace("{mode: free}", "{mode: per_request, amount: 0.5}"));

    lookTwice(file);

    var card = file.find(new ModelName("local", "b")).orElseThrow().priced();
    assertThat(cards.card(card.version()).await().indefinitely()).contains(card);
  }

  @Test
  void aCatalogueWhoseCardsCannotBeKeptServesOnceTheyCan() throws IOException {
    var cards = new Cards();
    var file = opened(cards);
    write(aCatalogueOf("local/b"));

    cards.away = true;
    lookTwice(file);
    assertThat(namesIn(file)).containsExactly("local/a");
    assertThat(file.refusal().orElseThrow()).contains("prices could not be kept", "away");

    cards.away = false;
    file.look();
    assertThat(namesIn(file)).containsExactly("local/b");
    assertThat(file.refusal()).isEmpty();
  }

  @Test
  void withoutKeptCardsNothingStarts() {
    var cards = new Cards();
    cards.away = true;

    assertThatThrownBy(() -> opened(cards)).hasMessageContaining("prices could not be kept");
  }

  @Test
  void aCatalogueIsShownBeforeItServes() throws IOException {
    var file = opened();
    var shown = new ArrayList<String>();
    about = next -> shown.add("next %s, now %s".formatted(namesIn(next), namesIn(file)));

    write(aCatalogueOf("local/b"));
    lookTwice(file);

    assertThat(shown).containsExactly("next [local/b], now [local/a]");
    assertThat(namesIn(file)).containsExactly("local/b");
  }

  @Test
  void aCatalogueThatCannotBePreparedDoesNotServe() throws IOException {
    var file = opened();
    about =
        next -> {
          throw new IllegalArgumentException("no shelf");
        };

    write(aCatalogueOf("local/b"));
    lookTwice(file);

    assertThat(namesIn(file)).containsExactly("local/a");
    assertThat(file.refusal().orElseThrow()).contains("no shelf");
  }

  /** Cards in memory, behind a database that may be away. */
  private static final class Cards implements RateCards {
    private final RateCards kept = new InMemoryRateCards();
    private boolean away;

    @Override
    public Uni<Optional<RateCard>> card(String version) {
      return kept.card(version);
    }

    @Override
    public Uni<Void> keep(Collection<RateCard> cards, Instant at) {
      return away
          ? Uni.createFrom().failure(new IllegalStateException("the database is away"))
          : kept.keep(cards, at);
    }
  }

  private CatalogueFile opened() {
    return opened(new InMemoryRateCards());
  }

  private CatalogueFile opened(RateCards cards) {
    return new CatalogueFile(
        new CatalogueSource.InFile(path),
        new CatalogueReader(Map.of(), RouteCheck.NONE),
        keeper(cards),
        next -> about.accept(next));
  }

  private static CardKeeper keeper(RateCards cards) {
    return new CardKeeper(cards, InstantSource.system());
  }

  private static void lookTwice(CatalogueFile file) {
    file.look();
    file.look();
  }

  private static List<String> namesIn(Catalogue catalogue) {
    return catalogue.models().stream().map(Model::name).map(ModelName::toString).toList();
  }

  private void write(String text) throws IOException {
    Files.writeString(path, text);
  }

  private static String aCatalogueOf(String... names) {
    var text = new StringBuilder("models:\n");
    for (var name : names) {
      text.append(
          """
            - name: %s
              input_schema: {type: object}
              output_schema: {}
              price: {mode: free}
              run_limit: 1s
              routes: [{name: local, dialect: local, settings: {}}]
          """
              .formatted(name));
    }
    return text.toString();
  }
}
