package dev.millrace.basis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.JsonSchema;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.money.RateCard;
import dev.millrace.provider.Calls;
import dev.millrace.provider.SpeakingProviders;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StandInsTest {
  private static final Route FAR = Calls.route("openai", "{'base_url':'https://a.test/v1'}");

  private final StandIns standIns = new StandIns(SpeakingProviders.all());

  @Test
  void whatRunsHereAnywayIsItself() {
    var here = Calls.route("local", "{'model':'echo'}");

    var model = standIns.of(model(Set.of(), "{}", here, FAR)).orElseThrow();

    assertThat(model.routes()).containsExactly(here);
    assertThat(model.price()).contains(RateCard.free());
    assertThat(model.outputSchema().document()).isEqualTo(Calls.json("{'required':['done']}"));
  }

  @Test
  void aConversationIsHeldByTheLocalModel() {
    var model = standIns.of(model(Set.of(Model.CHAT), "{}", FAR)).orElseThrow();

    assertThat(model.routes()).extracting(Route::dialect).containsExactly("local");
    assertThat(model.routes().getFirst().settings()).isEqualTo(Calls.json("{'model':'chat'}"));
    assertThat(model.name()).hasToString("far/model");
    assertThat(model.price()).contains(RateCard.free());
    assertThat(model.outputSchema().validate(Calls.json("{}"))).isEmpty();
  }

  @Test
  void picturesAreDrawnHereWhereTheInputHasAPrompt() {
    var words = "{'properties':{'prompt':{'type':'string'}}}";
    var picture = "{'properties':{'image_url':{'type':'string'}}}";

    assertThat(standIns.of(model(Set.of(Model.IMAGES), words, FAR)).orElseThrow().routes())
        .extracting(Route::settings)
        .containsExactly(Calls.json("{'model':'image'}"));
    assertThat(standIns.of(model(Set.of(Model.IMAGES), picture, FAR))).isEmpty();
  }

  @Test
  void nothingStandsInForOthers() {
    assertThat(standIns.of(model(Set.of(Model.EMBEDDINGS), "{}", FAR))).isEmpty();
    assertThat(standIns.of(model(Set.of(), "{}", FAR))).isEmpty();
    assertThat(standIns.of(model(Set.of(), "{}", Calls.route("unknown", "{}")))).isEmpty();
  }

  private static Model model(Set<String> capabilities, String input, Route... routes) {
    return new Model(
        new ModelName("far", "model"),
        "",
        "",
        "",
        List.of(),
        JsonSchema.of(Calls.json(input)),
        JsonSchema.of(Calls.json("{'required':['done']}")),
        capabilities,
        Optional.of(RateCard.perRequest("1")),
        Duration.ofSeconds(1),
        1,
        List.of(routes));
  }
}
