package dev.millrace.api.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.AccountId;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.secret.KeptKey;
import dev.millrace.secret.KeyDraft;
import dev.millrace.secret.ProviderKey;
import dev.millrace.secret.Sealer;
import dev.millrace.vault.KeyTester;
import dev.millrace.vault.KeyTester.Asked;
import dev.millrace.vault.KeyTester.Listed;
import dev.millrace.vault.KeyTester.Verdict;
import dev.millrace.vault.ProviderKeys;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Asks providers about keys of an account. */
@ApplicationScoped
public class ProbeDesk {
  private final ProviderKeys keys;
  private final ProviderKeyDesk desk;
  private final KeyTester tester;
  private final Sealer sealer;
  private final InstantSource clock;

  ProbeDesk(
      ProviderKeys keys,
      ProviderKeyDesk desk,
      KeyTester tester,
      Sealer sealer,
      InstantSource clock) {
    this.keys = keys;
    this.desk = desk;
    this.tester = tester;
    this.sealer = sealer;
    this.clock = clock;
  }

  /** Fails with NOT_FOUND, and as {@link KeyTester#test} does. */
  Uni<ProviderKeyAnswers.Tested> test(AccountId account, String id) {
    return desk.kept(account, id)
        .chain(
            kept ->
                tester.test(asked(kept.key())).call(verdict -> keys.tested(kept, tested(verdict))))
        .map(
            verdict ->
                new ProviderKeyAnswers.Tested(
                    verdict.valid(), verdict.status(), verdict.message()));
  }

  private KeptKey.Tested tested(Verdict verdict) {
    return new KeptKey.Tested(now(), verdict.valid());
  }

  private Asked asked(ProviderKey key) {
    return new Asked(
        key.provider(), key.baseUrl(), sealer.open(key.account(), key.id(), key.sealed()));
  }

  /** Of a server that nobody has a key for yet. Fails as {@link KeyTester#models} does. */
  Uni<ProviderKeyAnswers.Models> discover(ObjectNode body) {
    var said = new Said(body);
    var url = KeyWish.url(said).orElseThrow(() -> Refusal.of("baseUrl", "required", "is required"));
    var secret = said.requiredKey("apiKey");
    said.refuseOthers();
    return desk.checkUrl(Optional.of(url))
        .chain(() -> tester.models(new Asked(ProviderKey.COMPATIBLE, Optional.of(url), secret)))
        .map(ProviderKeyAnswers.Models::of);
  }

  /** Of a key's server. Fails with NOT_FOUND, and as {@link KeyTester#models} does. */
  Uni<ProviderKeyAnswers.Models> discover(AccountId account, String id) {
    return desk.kept(account, id)
        .chain(kept -> tester.models(asked(kept.key())))
        .map(ProviderKeyAnswers.Models::of);
  }

  /** Fails as {@link #discover(AccountId, String)} does, and when the server is not one's own. */
  Uni<ProviderKeyAnswers.Synced> sync(AccountId account, String id) {
    return desk.kept(account, id)
        .chain(
            kept -> {
              if (kept.key().baseUrl().isEmpty()) {
                throw new FaultException(
                    FaultCode.INVALID_INPUT,
                    "the models of %s are those of the catalogue; only servers with a baseUrl have their own"
                        .formatted(kept.key().provider()));
              }
              return tester.models(asked(kept.key())).chain(listed -> keep(kept, listed));
            });
  }

  private Uni<ProviderKeyAnswers.Synced> keep(KeptKey before, List<Listed> listed) {
    var models = listed.stream().map(Listed::id).toList();
    var known = before.key().models();
    var after = KeyDraft.from(before).models(models).done(now());
    return desk.replace(before, after)
        .map(
            one ->
                new ProviderKeyAnswers.Synced(
                    one.providerKey(), without(models, known), without(known, models)));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static List<String> without(List<String> models, List<String> others) {
    var gone = new HashSet<>(others);
    return models.stream().filter(model -> !gone.contains(model)).toList();
  }
}
