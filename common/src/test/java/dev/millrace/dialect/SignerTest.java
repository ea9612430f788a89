package dev.millrace.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignerTest {
  @Test
  void everyDialectHasASignerOfItsName() {
    assertThat(Dialects.all().stream().map(Dialect::word))
        .containsExactlyInAnyOrder("openai-chat", "openai-responses", "anthropic", "gemini")
        .containsExactly(
            Signer.CHAT.word(),
            Signer.RESPONSES.word(),
            Signer.ANTHROPIC.word(),
            Signer.GEMINI.word());
  }

  @ParameterizedTest
  @EnumSource
  void aCallerOfTheSignersProtocolGetsTheBareProof(Signer signer) {
    assertThat(signer.told(signer.signed("c2ln"))).isEqualTo("c2ln");
    assertThat(signer.heard("c2ln")).isEqualTo(signer.word() + ":c2ln");
  }

  @ParameterizedTest
  @EnumSource
  void aProofIsItsSignersAlone(Signer signer) {
    for (var other : Signer.values()) {
      if (other == signer) {
        assertThat(other.own(signer.signed("c2ln"))).contains("c2ln");
      } else {
        assertThat(other.own(signer.signed("c2ln"))).isEmpty();
      }
    }
  }

  /** An upstream may be a gateway such as this one, and hand out proofs that name their signer. */
  @ParameterizedTest
  @ValueSource(strings = {"c2ln", "", "gemini:c2ln", "anthropic:redacted_thinking:ZW5j", "a:b"})
  void whatACallerIsToldIsHeardAsTheSame(String proof) {
    for (var signer : Signer.values()) {
      for (var caller : Signer.values()) {
        var signature = signer.signed(proof);

        assertThat(caller.heard(caller.told(signature))).isEqualTo(signature);
      }
    }
  }

  @Test
  void aWordThatNamesNoProtocolIsPartOfTheProof() {
    assertThat(Signer.GEMINI.heard("somebody:c2ln")).isEqualTo("gemini:somebody:c2ln");
    assertThat(Signer.GEMINI.heard("anthropic")).isEqualTo("gemini:anthropic");
  }
}
