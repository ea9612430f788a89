package dev.millrace.api.catalog;

import static dev.millrace.api.catalog.ReachOnPaper.REACH;
import static dev.millrace.api.catalog.ReachOnPaper.caller;
import static dev.millrace.api.catalog.ReachOnPaper.configured;
import static dev.millrace.api.catalog.ReachOnPaper.testing;
import static dev.millrace.api.catalog.ReachOnPaper.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.http.key.Caller;
import dev.millrace.model.Model;
import dev.millrace.request.Basis.Payer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReachTest {
  private static final Model ACME = ModelsOnPaper.talker("acme/a", "openai");
  private static final Model LAB = ModelsOnPaper.talker("lab/a", "openai");
  private static final Model FAR = ModelsOnPaper.talker("far/a", "openai");
  private static final Model ASLEEP = ModelsOnPaper.sleeper("acme/asleep", "mistral");

  @Test
  void withoutAKeyThereIsWhatTheUsualPlanHas() {
    assertThat(has(Optional.empty(), ACME)).isTrue();
    assertThat(has(Optional.empty(), LAB)).isFalse();
    assertThat(has(Optional.empty(), ASLEEP)).isFalse();
  }

  @Test
  void aKeyHasWhatItsPlanAndItsTermsHaveBoth() {
    assertThat(has(caller("max"), ACME, LAB)).isTrue();
    assertThat(has(caller("max"), FAR)).isFalse();
    assertThat(has(caller("max"), ASLEEP)).isFalse();
    assertThat(has(caller("max", "lab/*"), LAB)).isTrue();
    assertThat(has(caller("max", "lab/*"), ACME)).isFalse();
    assertThat(has(caller("free", "lab/*"), LAB)).isFalse();
    assertThat(has(caller("gone"), ACME)).isTrue();
    assertThat(has(caller("gone"), LAB)).isFalse();
  }

  @Test
  void anOwnKeyOpensWhatThePlanDoesNotHaveAndWhatSleeps() {
    assertThat(has(withKey(caller("free"), "openai", true), LAB, FAR)).isTrue();
    assertThat(has(withKey(caller("free"), "mistral", true), ASLEEP)).isTrue();
    assertThat(has(withKey(caller("free"), "mistral", true), LAB)).isFalse();
    assertThat(has(withKey(caller("free"), "openai", false), LAB)).isFalse();
    assertThat(has(withKey(caller("free", "acme/*"), "openai", true), LAB)).isFalse();
  }

  @Test
  void whoSaysWhoPaysHasWhatThatPays() {
    var own = withKey(caller("free"), "openai", true);
    assertThat(has(own.paidBy(Payer.PLATFORM), LAB)).isFalse();
    assertThat(has(own.paidBy(Payer.PLATFORM), ACME)).isTrue();
    assertThat(has(own.paidBy(Payer.ACCOUNT), LAB)).isTrue();
    assertThat(has(caller("free").paidBy(Payer.ACCOUNT), ACME)).isFalse();
  }

  @Test
  void aConfigurationWhoseKeyIsOfNoUseKeepsItsModelFromBeingCalled() {
    assertThat(has(configured(withKey(caller("free"), "openai", true), "lab/a"), LAB)).isTrue();
    assertThat(has(configured(withKey(caller("free"), "openai", false), "acme/a"), ACME)).isFalse();
    assertThat(has(configured(withKey(caller("free"), "mistral", true), "acme/a"), ACME)).isFalse();
    assertThat(has(configured(caller("free"), "acme/a"), ACME)).isFalse();
    assertThat(has(configured(caller("free"), "acme/a").paidBy(Payer.PLATFORM), ACME)).isTrue();
  }

  @Test
  void aTestKeyHasWhatSomethingStandsInFor() {
    var vectors = ModelsOnPaper.of("acme/vectors", Set.of(Model.EMBEDDINGS, "odd"), ACME.routes());
    assertThat(has(testing(caller("free")), ACME, ASLEEP)).isTrue();
    assertThat(has(testing(caller("free")), LAB)).isFalse();
    assertThat(has(testing(caller("free")), vectors)).isFalse();
    assertThat(has(caller("free"), vectors)).isTrue();
  }

  @Test
  void onlyWhoHasNothingOfItsOwnIsAsAllOthersOfItsPlan() {
    assertThat(Reach.isByPlanAlone(Optional.empty())).isTrue();
    assertThat(isByPlanAlone(caller("max"))).isTrue();
    assertThat(isByPlanAlone(caller("max", "*"))).isFalse();
    assertThat(isByPlanAlone(testing(caller("max")))).isFalse();
    assertThat(isByPlanAlone(withKey(caller("max"), "openai", false))).isFalse();
    assertThat(isByPlanAlone(configured(caller("max"), "acme/a"))).isFalse();
    assertThat(isByPlanAlone(caller("max").paidBy(Payer.ACCOUNT))).isFalse();
  }

  private static boolean isByPlanAlone(Caller caller) {
    return Reach.isByPlanAlone(Optional.of(caller));
  }

  private static boolean has(Caller caller, Model... models) {
    return List.of(models).stream().allMatch(model -> has(Optional.of(caller), model));
  }

  private static boolean has(Optional<Caller> caller, Model model) {
    return REACH.covers(caller, model, model.awake().isPresent());
  }
}
