package dev.millrace.api.vault;

import static dev.millrace.api.vault.Vault.refused;
import static dev.millrace.api.vault.Vault.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.fault.ValidationError;
import dev.millrace.secret.ProviderKey;
import dev.millrace.vault.KeyTester.Listed;
import dev.millrace.vault.KeyTester.Verdict;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProbeDeskTest {
  private static final String OWN =
      "{'provider': 'openai-compatible', 'apiKey': 'sk-own', 'baseUrl': 'https://models.example.com/v1'}";

  private final Vault vault = new Vault();

  @Test
  void theProviderIsShownTheKeyItself() {
    var made = vault.make(OWN);

    var tested = soon(vault.probes.test(vault.account, made.id()));

    assertThat(tested)
        .isEqualTo(new ProviderKeyAnswers.Tested(true, 200, "The provider takes the key."));
    assertThat(vault.provider.asked)
        .singleElement()
        .satisfies(
            asked -> {
              assertThat(asked.secret()).isEqualTo("sk-own");
              assertThat(asked.provider()).isEqualTo("openai-compatible");
              assertThat(asked.baseUrl()).contains(URI.create("https://models.example.com/v1"));
            });
  }

  @Test
  void whatItSaysIsKept() {
    var made = vault.make(OWN);
    vault.provider.verdict = new Verdict(false, 401, "no");

    soon(vault.probes.test(vault.account, made.id()));

    var view = soon(vault.desk.find(vault.account, made.id())).providerKey();
    assertThat(view.lastTestValid()).isFalse();
    assertThat(view.lastTestedAt()).isEqualTo(vault.clock.instant().toString());
    assertThat(view.updatedAt()).isEqualTo(made.updatedAt());
  }

  @Test
  void whatAProviderDoesNotSayIsNotKept() {
    var made = vault.make(OWN);
    vault.provider.failure =
        Optional.of(new FaultException(FaultCode.PROVIDER_TIMED_OUT, "too late"));

    assertThat(refused(() -> soon(vault.probes.test(vault.account, made.id()))).code())
        .isEqualTo(FaultCode.PROVIDER_TIMED_OUT);
    assertThat(soon(vault.desk.find(vault.account, made.id())).providerKey().lastTestedAt())
        .isNull();
  }

  @Test
  void aForeignKeyIsNotShownToAnybody() {
    var made = vault.make(OWN);
    var bob = new AccountId(UUID.randomUUID());

    assertThat(refused(() -> soon(vault.probes.test(bob, made.id()))).code())
        .isEqualTo(FaultCode.NOT_FOUND);
    assertThat(refused(() -> soon(vault.probes.discover(bob, made.id()))).code())
        .isEqualTo(FaultCode.NOT_FOUND);
    assertThat(refused(() -> soon(vault.probes.sync(bob, made.id()))).code())
        .isEqualTo(FaultCode.NOT_FOUND);
    assertThat(vault.provider.asked).isEmpty();
  }

  @Test
  void theModelsOfAServerAreDiscovered() {
    vault.provider.models =
        List.of(new Listed("a", Optional.of("me")), new Listed("b", Optional.empty()));

    var found =
        soon(
            vault.probes.discover(
                Vault.json("{'baseUrl': 'https://models.example.com/v1', 'apiKey': 'k'}")));

    assertThat(found)
        .isEqualTo(
            new ProviderKeyAnswers.Models(
                List.of(
                    new ProviderKeyAnswers.Model("a", "me"),
                    new ProviderKeyAnswers.Model("b", null)),
                2));
    assertThat(vault.stored()).isEmpty();
  }

  @Test
  void aDiscoveryOfThePrivateNetworkNamesItsField() {
    vault.provider.problem = Optional.of("its host is not on the public internet");

    var fault =
        refused(
            () ->
                soon(
                    vault.probes.discover(
                        Vault.json("{'baseUrl': 'https://10.0.0.1/v1', 'apiKey': 'k'}"))));

    assertThat(fault.code()).isEqualTo(FaultCode.INVALID_INPUT);
    assertThat(fault.message())
        .isEqualTo("baseUrl cannot be called: its host is not on the public internet");
    assertThat(fault.validationErrors())
        .extracting(ValidationError::instancePath)
        .containsExactly("/baseUrl");
  }

  @Test
  void aDiscoveryNeedsAddressAndKey() {
    assertThat(refused(() -> vault.probes.discover(Vault.json("{'apiKey': 'k'}"))).message())
        .isEqualTo("baseUrl is required");
    assertThat(
            refused(() -> vault.probes.discover(Vault.json("{'baseUrl': 'https://x.example.com'}")))
                .message())
        .isEqualTo("apiKey is required");
  }

  @Test
  void aSyncKeepsWhatTheServerHasNow() {
    var made = vault.make(OWN);
    vault.provider.models =
        List.of(new Listed("a", Optional.empty()), new Listed("b", Optional.empty()));
    soon(vault.probes.sync(vault.account, made.id()));
    vault.provider.models =
        List.of(new Listed("b", Optional.empty()), new Listed("c", Optional.empty()));

    var synced = soon(vault.probes.sync(vault.account, made.id()));

    assertThat(synced.added()).containsExactly("c");
    assertThat(synced.removed()).containsExactly("a");
    assertThat(synced.providerKey().models()).containsExactly("b", "c");
    assertThat(vault.stored()).extracting(ProviderKey::models).containsExactly(List.of("b", "c"));
    assertThat(vault.notices.told()).hasSize(3);
  }

  @Test
  void onlyServersOfOnesOwnHaveModelsOfTheirOwn() {
    var made = vault.make("{'provider': 'openai', 'apiKey': 'k'}");

    assertThat(refused(() -> soon(vault.probes.sync(vault.account, made.id()))).code())
        .isEqualTo(FaultCode.INVALID_INPUT);
  }
}
