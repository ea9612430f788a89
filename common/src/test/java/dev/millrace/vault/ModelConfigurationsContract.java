package dev.millrace.vault;

import static dev.millrace.configuration.Packaged.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.configuration.ModelConfiguration;
import dev.millrace.id.UuidV7;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.request.Basis.Payer;
import dev.millrace.request.RequestId;
import dev.millrace.vault.ModelConfigurations.Made;
import dev.millrace.vault.ModelConfigurations.Run;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ModelConfigurations promises. */
public abstract class ModelConfigurationsContract {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final int MANY = 200;
  private static final Optional<UUID> NO_KEY = Optional.empty();

  protected abstract ModelConfigurations configurations();

  /** A fresh account. */
  protected abstract AccountId account();

  /** Keeps that a request of local/echo followed a configuration, and ended. */
  protected abstract void followed(
      RequestId request, AccountId account, UUID configuration, Money charged, Usage usage);

  private AccountId account;

  @BeforeEach
  void anAccount() {
    account = account();
  }

  @Test
  void whatWasMadeIsFoundAsItWasMade() {
    var plain = made(configuration("local/chat", NO_KEY, NOW));
    var keyed = made(configuration("local/chat", Optional.of(UUID.randomUUID()), NOW));

    assertThat(find(plain)).contains(plain);
    assertThat(find(keyed)).contains(keyed);
  }

  @Test
  void theOneThatWasMadeLastIsListedFirst() {
    var older = made(configuration("local/chat", NO_KEY, NOW));
    var newer = made(configuration("local/echo", NO_KEY, LATER));

    assertThat(list()).containsExactly(newer, older);
  }

  @Test
  void anotherAccountsAreUnknown() {
    var mine = made(configuration("local/chat", NO_KEY, NOW));
    var other = account();

    assertThat(await(configurations().find(other, mine.id()))).isEmpty();
    assertThat(await(configurations().list(other))).isEmpty();
    assertThat(await(configurations().delete(other, mine.id()))).isFalse();
    assertThat(await(configurations().makeDefault(other, mine.id(), LATER))).isEmpty();
    assertThat(await(configurations().runs(other, mine.id(), 10))).isEmpty();
    assertThat(find(mine)).contains(mine);
  }

  @Test
  void thereIsOneOfAModelAndProviderKey() {
    var key = Optional.of(UUID.randomUUID());
    made(configuration("local/chat", NO_KEY, NOW));
    made(configuration("local/chat", key, NOW));

    assertThat(create(configuration("local/chat", NO_KEY, LATER))).isEqualTo(Made.TAKEN);
    assertThat(create(configuration("local/chat", key, LATER))).isEqualTo(Made.TAKEN);
    assertThat(list()).hasSize(2);
  }

  @Test
  void anAccountHasNoMoreThanItMay() {
    made(configuration("local/chat", NO_KEY, NOW));

    var second = configuration("local/echo", NO_KEY, NOW);
    assertThat(await(configurations().create(second, 1))).isEqualTo(Made.TOO_MANY);
    assertThat(list()).hasSize(1);
  }

  @Test
  void anUnknownAccountHasNone() {
    var nobody =
        new ModelConfiguration(
            UUID.randomUUID(),
            new AccountId(UUID.randomUUID()),
            "local",
            "local/chat",
            NO_KEY,
            true,
            false,
            json("{}"),
            NOW,
            NOW);

    assertThat(create(nobody)).isEqualTo(Made.ACCOUNT_UNKNOWN);
  }

  @Test
  void aChangeIsKept() {
    var before = made(configuration("local/chat", NO_KEY, NOW));
    var after = changed(before, Optional.of(UUID.randomUUID()), false, "{'maxTokens': 7}");

    assertThat(await(configurations().update(before, after))).isEqualTo(Made.APPLIED);
    assertThat(find(before)).contains(after);
  }

  @Test
  void nobodyChangesWhatSomebodyElseHasChangedMeanwhile() {
    var before = made(configuration("local/chat", NO_KEY, NOW));
    await(configurations().update(before, changed(before, NO_KEY, false, "{}")));

    var late = changed(before, NO_KEY, true, "{'maxTokens': 9}");
    assertThat(await(configurations().update(before, late))).isEqualTo(Made.CHANGED);
    assertThat(find(before).orElseThrow().enabled()).isFalse();
  }

  @Test
  void aChangeDoesNotMakeTwoOfAKind() {
    var plain = made(configuration("local/chat", NO_KEY, NOW));
    var keyed = made(configuration("local/chat", Optional.of(UUID.randomUUID()), NOW));

    assertThat(await(configurations().update(keyed, changed(keyed, NO_KEY, true, "{}"))))
        .isEqualTo(Made.TAKEN);
    assertThat(list()).contains(plain, keyed);
  }

  @Test
  void whatWasDeletedIsGone() {
    var one = made(configuration("local/chat", NO_KEY, NOW));

    assertThat(await(configurations().delete(account, one.id()))).isTrue();
    assertThat(await(configurations().delete(account, one.id()))).isFalse();
    assertThat(find(one)).isEmpty();
    assertThat(await(configurations().update(one, one))).isEqualTo(Made.CHANGED);
  }

  @Test
  void aProviderHasOneDefault() {
    var one = made(configuration("local/chat", NO_KEY, NOW));
    var two = made(configuration("local/echo", NO_KEY, NOW));
    await(configurations().makeDefault(account, one.id(), LATER));

    var made = await(configurations().makeDefault(account, two.id(), LATER)).orElseThrow();

    assertThat(made.isDefault()).isTrue();
    assertThat(made.updatedAt()).isEqualTo(LATER);
    assertThat(find(two)).contains(made);
    assertThat(find(one).orElseThrow().isDefault()).isFalse();
  }

  @Test
  void ofManyWhoWantToBeTheDefaultAtOnceOneIs() {
    var ids =
        IntStream.range(0, 8)
            .mapToObj(
                n -> made(configuration("local/chat", Optional.of(UUID.randomUUID()), NOW)).id())
            .toList();

    await(
        Uni.join()
            .all(ids.stream().map(id -> configurations().makeDefault(account, id, LATER)).toList())
            .andFailFast());

    assertThat(list().stream().filter(ModelConfiguration::isDefault)).hasSize(1);
  }

  @Test
  void requestsAreCountedThatFollowedEach() {
    var used = made(configuration("local/echo", NO_KEY, NOW));
    var unused = made(configuration("local/chat", NO_KEY, NOW));
    var usage = Usage.ofTokens(12, 3, Duration.ofMillis(40));
    var first = ranBy(used, usage);
    var last = ranBy(used, usage);

    var uses = await(configurations().uses(account));
    var runs = await(configurations().runs(account, used.id(), 10));

    assertThat(uses.get(used.id()).requests()).isEqualTo(2);
    assertThat(uses.get(used.id()).last()).contains(runs.getFirst().at());
    assertThat(uses.get(unused.id()).requests()).isZero();
    assertThat(uses.get(unused.id()).last()).isEmpty();
    assertThat(runs).extracting(Run::request).containsExactly(last, first);
    assertThat(runs.getFirst().usage()).contains(usage);
    assertThat(runs.getFirst().charged()).isEqualTo(Money.parse("0.5"));
    assertThat(runs.getFirst().payer()).isEqualTo(Payer.PLATFORM);
    assertThat(runs.getFirst().took()).contains(Duration.ofMillis(40));
    assertThat(await(configurations().runs(account, used.id(), 1))).hasSize(1);
  }

  private RequestId ranBy(ModelConfiguration configuration, Usage usage) {
    var request = RequestId.next(Instant.now(), ThreadLocalRandom.current());
    followed(request, account, configuration.id(), Money.parse("0.5"), usage);
    return request;
  }

  private ModelConfiguration configuration(String model, Optional<UUID> key, Instant at) {
    return new ModelConfiguration(
        UuidV7.next(at, ThreadLocalRandom.current()),
        account,
        "local",
        model,
        key,
        true,
        false,
        json("{'maxTokens': 5, 'stop': ['a']}"),
        at,
        at);
  }

  private static ModelConfiguration changed(
      ModelConfiguration before, Optional<UUID> key, boolean enabled, String settings) {
    return new ModelConfiguration(
        before.id(),
        before.account(),
        before.provider(),
        before.modelId(),
        key,
        enabled,
        before.isDefault(),
        json(settings),
        before.createdAt(),
        LATER);
  }

  private Made create(ModelConfiguration configuration) {
    return await(configurations().create(configuration, MANY));
  }

  private ModelConfiguration made(ModelConfiguration configuration) {
    assertThat(create(configuration)).isEqualTo(Made.APPLIED);
    return configuration;
  }

  private Optional<ModelConfiguration> find(ModelConfiguration one) {
    return await(configurations().find(account, one.id()));
  }

  private List<ModelConfiguration> list() {
    return await(configurations().list(account));
  }

  private static <T> T await(Uni<T> answer) {
    return answer.await().atMost(SOON);
  }
}
