package dev.millrace.api.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.access.IpRange;
import dev.millrace.access.KeyTerms;
import dev.millrace.access.ModelPattern;
import dev.millrace.access.Scopes;
import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.KeyCaps;
import dev.millrace.account.Limits;
import dev.millrace.api.announce.Announcer;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.ledger.InMemoryApiKeys;
import dev.millrace.ledger.InMemorySpendCaps;
import dev.millrace.money.Money;
import dev.millrace.notice.InMemoryNotices;
import dev.millrace.notice.Notice;
import dev.millrace.testing.HandClock;
import dev.millrace.testing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyDeskTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HandClock clock = new HandClock();
  private final InMemorySpendCaps caps = new InMemorySpendCaps();
  private final InMemoryApiKeys keys = new InMemoryApiKeys(caps);
  private final InMemoryNotices notices = new InMemoryNotices();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final KeysConfig config =
      Settings.of(KeysConfig.class, Map.of("millrace.keys.most-per-account", "5"));
  private final KeyDesk desk = new KeyDesk(keys, caps, config, clock);
  private final ChangeDesk changes =
      new ChangeDesk(desk, keys, caps, new Announcer(notices, metrics), config);
  private final AccountId account = new AccountId(UUID.randomUUID());
  private final Grantor owner = Grantor.operator(account);

  @BeforeEach
  void anAccount() {
    keys.open(account, "ann");
  }

  // --------------------------------------------------------------------------------------- making

  @Test
  void aKeyOfWhichOnlyTheNameIsSaidMayWhatItsMakerMay() {
    var maker = new Grantor(account, ApiKey.Kind.TEST, narrow(), caps("2", "20"));

    var made = make(maker, "{'name': 'a key'}");

    assertThat(made.key().terms()).isEqualTo(narrow());
    assertThat(made.key().caps()).isEqualTo(caps("2", "20"));
    assertThat(made.view().isTest()).isTrue();
    assertThat(made.view().key()).startsWith("mr_test_");
  }

  @Test
  void aKeyHasWhatIsSaidOfIt() {
    var made =
        make(
            owner,
            """
            {'name': 'a key', 'scopes': ['models:run', 'Files:*'], 'allowedModels': ['openai/*'],
             'allowedIps': ['203.0.113.0/24', '::1'], 'expiresIn': '30d', 'isTest': true,
             'limits': {'requestsPerMinute': 5, 'concurrentRequests': 2},
             'spendCaps': {'day': '1.5', 'total': 20}, 'projectId': 'p-1'}
            """);

    var view = made.view();
    assertThat(view.name()).isEqualTo("a key");
    assertThat(view.scopes()).containsExactly("files:*", "models:run");
    assertThat(view.allowedModels()).containsExactly("openai/*");
    assertThat(view.allowedIps()).containsExactly("203.0.113.0/24", "0:0:0:0:0:0:0:1/128");
    assertThat(view.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofDays(30)).toString());
    assertThat(view.limits()).isEqualTo(new LimitsView(5L, null, null, null, 2));
    assertThat(view.spendCaps()).isEqualTo(new CapsView("1.5", "20"));
    assertThat(view.projectId()).isEqualTo("p-1");
    assertThat(view.status()).isEqualTo("active");
    assertThat(view.ownerUserId()).isEqualTo(account.toString());
    assertThat(view.ownerDisplayName()).isEqualTo("ann");
    assertThat(view.keyPrefix()).startsWith("mr_test_").doesNotContain("…");
    assertThat(view.key()).startsWith(view.keyPrefix());
    assertThat(find(made)).usingRecursiveComparison().ignoringFields("key").isEqualTo(view);
    assertThat(JSON.<JsonNode>valueToTree(view).has("key")).isTrue();
    assertThat(JSON.<JsonNode>valueToTree(find(made)).has("key")).isFalse();
    assertThat(JSON.<JsonNode>valueToTree(find(made)).has("ownerEmail")).isTrue();
    assertThat(JSON.<JsonNode>valueToTree(made.answer()).has("replaced")).isFalse();
  }

  @Test
  void theKeyIsInNoTextThatCouldBeLogged() {
    var made = make(owner, "{'name': 'a key'}");

    assertThat(made.toString() + made.answer() + made.view())
        .doesNotContain(made.key().key().reveal());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30d                      | P30D
          12h                      | PT12H
          45m                      | PT45M
          90s                      | PT90S
          2w                       | P14D
          PT5M                     | PT5M
          P1DT12H                  | PT36H
          """)
  void aLifetimeIsReadInItsUnit(String text, Duration life) {
    var made = make(owner, "{'name': 'k', 'expiresIn': '%s'}".formatted(text));

    assertThat(made.key().terms().expiresAt()).contains(clock.instant().plus(life));
  }

  @Test
  void wordsOfRuntypeAreTaken() {
    var made =
        make(
            owner,
            """
            {'name': 'k', 'permissions': ['models:run'], 'expiresAt': '2026-02-01T01:00:00+01:00'}
            """);

    assertThat(made.view().scopes()).containsExactly("models:run");
    assertThat(made.view().expiresAt()).isEqualTo("2026-02-01T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                | name                     | INVALID_INPUT
          {'name': ' '}                                     | name                     | INVALID_INPUT
          {'name': 5}                                       | name                     | MALFORMED
          {'name': 'k', 'colour': 'red'}                    | colour                   | MALFORMED
          {'name': 'k', 'scopes': []}                       | scopes                   | INVALID_INPUT
          {'name': 'k', 'scopes': ['FLOWS:READ']}           | FLOWS:READ               | INVALID_INPUT
          {'name': 'k', 'scopes': [5]}                      | scopes[0]                | MALFORMED
          {'name': 'k', 'scopes': 'models:run'}             | scopes                   | MALFORMED
          {'name': 'k', 'permissions': ['*'], 'scopes': []} | permissions              | INVALID_INPUT
          {'name': 'k', 'allowedModels': ['a b']}           | allowedModels            | INVALID_INPUT
          {'name': 'k', 'allowedIps': ['localhost']}        | allowedIps               | INVALID_INPUT
          {'name': 'k', 'allowedIps': ['203.0.113.0/33']}   | allowedIps               | INVALID_INPUT
          {'name': 'k', 'expiresIn': '90'}                  | expiresIn                | INVALID_INPUT
          {'name': 'k', 'expiresIn': 90}                    | expiresIn                | MALFORMED
          {'name': 'k', 'expiresIn': '0d'}                  | expiresIn                | INVALID_INPUT
          {'name': 'k', 'expiresIn': '3651d'}               | expiresIn                | INVALID_INPUT
          {'name': 'k', 'expiresIn': 'P1M'}                 | expiresIn                | INVALID_INPUT
          {'name': 'k', 'expiresAt': '2020-01-01T00:00:00Z'} | expiresAt               | INVALID_INPUT
          {'name': 'k', 'expiresAt': 'soon'}                | expiresAt                | INVALID_INPUT
          {'name': 'k', 'expiresIn': '1d', 'expiresAt': '2026-02-01T00:00:00Z'} | expiresAt | INVALID_INPUT
          {'name': 'k', 'limits': 5}                        | limits                   | MALFORMED
          {'name': 'k', 'limits': {'requestsPerMinute': 0}} | limits.requestsPerMinute | INVALID_INPUT
          {'name': 'k', 'limits': {'requestsPerYear': 1}}   | limits.requestsPerYear   | MALFORMED
          {'name': 'k', 'limits': {'concurrentRequests': 3000000000}} | limits.concurrentRequests | INVALID_INPUT
          {'name': 'k', 'spendCaps': {'day': '-1'}}         | spendCaps.day            | INVALID_INPUT
          {'name': 'k', 'spendCaps': {'day': 'much'}}       | spendCaps.day            | INVALID_INPUT
          {'name': 'k', 'spendCaps': {'week': '1'}}         | spendCaps.week           | MALFORMED
          {'name': 'k', 'isTest': 'yes'}                    | isTest                   | MALFORMED
          {'name': 'k', 'projectId': ''}                    | projectId                | INVALID_INPUT
          """)
  void aFieldThatDoesNotFitIsNamed(String body, String field, FaultCode code) {
    var fault = refused(desk.create(owner, json(body), "ann"));

    assertThat(fault.code()).isEqualTo(code);
    assertThat(fault.message()).contains(field);
  }

  @Test
  void listsAreBounded() {
    var many = "'a',".repeat(100) + "'a'";

    assertThat(
            refused(
                    desk.create(
                        owner, json("{'name':'k','allowedModels':[%s]}".formatted(many)), ""))
                .message())
        .contains("at most 100");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'name': 'k', 'scopes': ['*']}                        | scopes
          {'name': 'k', 'scopes': ['keys:write', 'billing:*']}  | scopes
          {'name': 'k', 'allowedModels': []}                    | allowedModels
          {'name': 'k', 'allowedModels': ['open*']}             | allowedModels
          {'name': 'k', 'allowedIps': null}                     | allowedIps
          {'name': 'k', 'allowedIps': ['203.0.0.0/16']}         | allowedIps
          {'name': 'k', 'limits': null}                         | limits
          {'name': 'k', 'limits': {'requestsPerMinute': 11}}    | limits
          {'name': 'k', 'expiresAt': null}                      | expiresAt
          {'name': 'k', 'expiresIn': '11d'}                     | expiresAt
          {'name': 'k', 'spendCaps': null}                      | spendCaps
          {'name': 'k', 'spendCaps': {'day': '2.000000001'}}    | spendCaps
          {'name': 'k', 'isTest': false}                        | isTest
          """)
  void nobodyHandsOutMoreThanHeMay(String body, String field) {
    var maker = new Grantor(account, ApiKey.Kind.TEST, narrow(), caps("2", "20"));

    var fault = refused(desk.create(maker, json(body), "ann"));

    assertThat(fault.code()).isEqualTo(FaultCode.FORBIDDEN);
    assertThat(fault.details()).containsEntry("field", field);
    assertThat(wait(keys.list(account, Optional.empty(), true, 10))).isEmpty();
  }

  @Test
  void onlySoManyKeysAreMade() {
    for (int i = 0; i < 5; i++) {
      make(owner, "{'name': 'k'}");
    }

    var fault = refused(desk.create(owner, json("{'name': 'k'}"), "ann"));

    assertThat(fault.code()).isEqualTo(FaultCode.CONFLICT);
    assertThat(fault.message()).contains("5 keys");
  }

  // ------------------------------------------------------------------------------------- changing

  @Test
  void whatIsNotSaidStaysAndNullTakesABoundAway() {
    var made =
        make(
            owner,
            """
            {'name': 'k', 'scopes': ['models:run'], 'allowedModels': ['a/*'], 'expiresIn': '1d',
             'limits': {'requestsPerMinute': 5, 'requestsPerDay': 50}, 'projectId': 'p',
             'spendCaps': {'day': '1', 'total': '9'}}
            """);

    var same = update(owner, made, "{}");
    assertThat(same).usingRecursiveComparison().ignoringFields("key").isEqualTo(made.view());

    var changed =
        update(
            owner,
            made,
            """
            {'name': 'other', 'allowedModels': null, 'expiresAt': null, 'projectId': null,
             'limits': {'requestsPerMinute': null}, 'spendCaps': {'day': null, 'total': '8'}}
            """);
    assertThat(changed.name()).isEqualTo("other");
    assertThat(changed.scopes()).containsExactly("models:run");
    assertThat(changed.allowedModels()).isEmpty();
    assertThat(changed.expiresAt()).isNull();
    assertThat(changed.projectId()).isNull();
    assertThat(changed.limits()).isEqualTo(new LimitsView(null, null, 50L, null, null));
    assertThat(changed.spendCaps()).isEqualTo(new CapsView(null, "8"));
  }

  @Test
  void aKeyOnceMadeStaysOfItsKind() {
    var made = make(owner, "{'name': 'k'}");

    assertThat(refused(changes.update(owner, id(made), json("{'isTest': true}"))).message())
        .contains("isTest");
  }

  @Test
  void aChangeIsToldToAll() {
    var made = make(owner, "{'name': 'k'}");

    update(owner, made, "{'name': 'other'}");

    assertThat(notices.told())
        .containsExactly(new Notice.KeyChanged(account, made.key().key().sha256()));
  }

  /** Or a narrow key could widen itself, or take over a broad one by rotating it. */
  @Test
  void aNarrowKeyDoesNotTouchABroadOneAndDoesNotWidenItself() {
    var broad = make(owner, "{'name': 'broad'}");
    var own =
        make(
            owner,
            "{'name': 'own', 'scopes': ['keys:write', 'models:run'], 'spendCaps': {'day': '1'}}");
    var narrow = new Grantor(account, ApiKey.Kind.LIVE, own.key().terms(), own.key().caps());

    for (var touch :
        List.of(
            changes.update(narrow, id(broad), json("{'name': 'mine'}")),
            changes.rotate(narrow, id(broad), RotateBody.AT_ONCE),
            changes.revoke(narrow, id(broad)),
            changes.update(narrow, id(own), json("{'scopes': ['*']}")),
            changes.update(narrow, id(own), json("{'spendCaps': {'day': null}}")))) {
      assertThat(refused(touch).code()).isEqualTo(FaultCode.FORBIDDEN);
    }
    assertThat(notices.told()).isEmpty();
    assertThat(update(narrow, own, "{'name': 'still own'}").name()).isEqualTo("still own");
    wait(changes.revoke(narrow, id(own)));
    assertThat(find(own).status()).isEqualTo("revoked");
  }

  @Test
  void aTestKeyDoesNotTouchALiveOne() {
    var live = make(owner, "{'name': 'live'}");
    var test = new Grantor(account, ApiKey.Kind.TEST, KeyTerms.UNBOUNDED, KeyCaps.NONE);

    assertThat(refused(changes.revoke(test, id(live))).details()).containsEntry("field", "isTest");
  }

  // ------------------------------------------------------------------------- rotating and revoking

  @Test
  void aRotatedKeyWorksOnBesideItsSuccessorForADay() {
    var old = make(owner, "{'name': 'k', 'scopes': ['models:run'], 'projectId': 'p'}");

    var rotated = wait(changes.rotate(owner, id(old), new RotateBody(null)));

    var ends = clock.instant().plus(Duration.ofDays(1)).toString();
    assertThat(rotated.replaced()).isEqualTo(new KeyAnswers.Replaced(id(old), ends));
    assertThat(rotated.message()).contains(ends);
    assertThat(rotated.data().key()).startsWith("mr_live_").isNotEqualTo(old.view().key());
    assertThat(rotated.data().name()).isEqualTo("k");
    assertThat(rotated.data().scopes()).containsExactly("models:run");
    assertThat(rotated.data().projectId()).isEqualTo("p");
    assertThat(rotated.data().expiresAt()).isNull();
    assertThat(find(old).status()).isEqualTo("active");
    assertThat(find(old).expiresAt()).isEqualTo(ends);
    assertThat(find(old).replacedBy()).isEqualTo(rotated.data().id());
    assertThat(notices.told())
        .containsExactly(new Notice.KeyChanged(account, old.key().key().sha256()));
    clock.turn(Duration.ofDays(1));
    assertThat(find(old).status()).isEqualTo("expired");
  }

  @Test
  void withoutAnOverlapTheOldKeyEndsAtOnce() {
    var old = make(owner, "{'name': 'k'}");

    wait(changes.rotate(owner, id(old), RotateBody.AT_ONCE));

    assertThat(find(old).status()).isEqualTo("expired");
  }

  @Test
  void aRotatedKeyDoesNotOutliveItsOwnTime() {
    var old = make(owner, "{'name': 'k', 'expiresIn': '1h'}");

    var rotated = wait(changes.rotate(owner, id(old), new RotateBody(86_400L)));

    assertThat(rotated.replaced().expiresAt()).isEqualTo(old.view().expiresAt());
    assertThat(rotated.data().expiresAt()).isEqualTo(old.view().expiresAt());
  }

  /** Or whoever may rotate his key could spend its cap again and again. */
  @Test
  void ofATotalCapTheSuccessorHasWhatIsLeft() {
    var old = make(owner, "{'name': 'k', 'spendCaps': {'day': '5', 'total': '20'}}");
    caps.hold(account, old.key().id(), Money.parse("1"));
    caps.end(caps.hold(account, old.key().id(), Money.parse("3")), Money.parse("3"), now());

    var rotated = wait(changes.rotate(owner, id(old), RotateBody.AT_ONCE));

    assertThat(rotated.data().spendCaps()).isEqualTo(new CapsView("5", "16"));
  }

  @ParameterizedTest
  @CsvSource({"-1", "2592001"})
  void anOverlapIsBounded(long seconds) {
    var old = make(owner, "{'name': 'k'}");

    var fault = refused(changes.rotate(owner, id(old), new RotateBody(seconds)));

    assertThat(fault.message()).contains("overlapSeconds");
  }

  @Test
  void whatHasEndedIsNotRotatedOrChanged() {
    var rotated = make(owner, "{'name': 'k'}");
    var expired = make(owner, "{'name': 'k', 'expiresIn': '1h'}");
    var revoked = make(owner, "{'name': 'k'}");
    wait(changes.rotate(owner, id(rotated), new RotateBody(null)));
    wait(changes.revoke(owner, id(revoked)));
    clock.turn(Duration.ofHours(1));

    for (var asked :
        List.of(
            changes.rotate(owner, id(rotated), new RotateBody(null)),
            changes.update(owner, id(rotated), json("{'expiresAt': null}")),
            changes.rotate(owner, id(expired), new RotateBody(null)),
            changes.rotate(owner, id(revoked), new RotateBody(null)),
            changes.update(owner, id(revoked), json("{'name': 'x'}")))) {
      assertThat(refused(asked).code()).isEqualTo(FaultCode.CONFLICT);
    }
  }

  @Test
  void anExpiredKeyCanBeGivenMoreTime() {
    var expired = make(owner, "{'name': 'k', 'expiresIn': '1h'}");
    clock.turn(Duration.ofHours(2));
    assertThat(find(expired).status()).isEqualTo("expired");

    assertThat(update(owner, expired, "{'expiresIn': '1h'}").status()).isEqualTo("active");
  }

  @Test
  void aKeyIsRevokedOnceHoweverOftenItIsAskedFor() {
    var made = make(owner, "{'name': 'k'}");
    wait(changes.revoke(owner, id(made)));
    var revokedAt = find(made).revokedAt();
    clock.turn(Duration.ofHours(1));

    wait(changes.revoke(owner, id(made)));

    assertThat(find(made).status()).isEqualTo("revoked");
    assertThat(find(made).revokedAt()).isEqualTo(revokedAt);
  }

  @Test
  void aKeyIsRevokedThoughNobodyCanBeToldAndThatIsCounted() {
    var made = make(owner, "{'name': 'k'}");
    notices.goAway();

    wait(changes.revoke(owner, id(made)));

    assertThat(find(made).status()).isEqualTo("revoked");
    assertThat(metrics.counter("millrace.notices.untold").count()).isEqualTo(1);
  }

  @Test
  void aKeyOfAnotherAccountIsUnknown() {
    var made = make(owner, "{'name': 'k'}");
    var stranger = Grantor.operator(new AccountId(UUID.randomUUID()));

    for (var asked :
        List.of(
            desk.find(stranger.account(), id(made)),
            changes.update(stranger, id(made), json("{'name': 'x'}")),
            changes.rotate(stranger, id(made), RotateBody.AT_ONCE),
            changes.revoke(stranger, id(made)),
            desk.find(account, UUID.randomUUID().toString()),
            desk.find(account, "'"))) {
      assertThat(refused(asked).code()).isEqualTo(FaultCode.NOT_FOUND);
    }
    assertThat(find(made).status()).isEqualTo("active");
  }

  // -------------------------------------------------------------------------------------- listing

  @Test
  void keysAreListedInPages() {
    var first = make(owner, "{'name': 'first', 'spendCaps': {'day': '1'}}");
    clock.turn(Duration.ofSeconds(1));
    var second = make(owner, "{'name': 'second'}");
    clock.turn(Duration.ofSeconds(1));
    var third = make(owner, "{'name': 'third'}");

    var page = wait(desk.list(account, Optional.empty(), 2));
    assertThat(page.data()).extracting(KeyView::name).containsExactly("third", "second");
    assertThat(page.meta()).isEqualTo(new KeyAnswers.Meta(true, id(second)));

    var rest = wait(desk.list(account, KeyDesk.behind(id(second)), 2));
    assertThat(rest.data()).extracting(KeyView::id).containsExactly(id(first));
    assertThat(rest.data().getFirst().spendCaps()).isEqualTo(new CapsView("1", null));
    assertThat(rest.meta()).isEqualTo(new KeyAnswers.Meta(false, null));
    assertThat(third.view().key()).isNotNull();
    assertThat(page.data()).extracting(KeyView::key).containsOnlyNulls();
  }

  // --------------------------------------------------------------------------------------- givens

  private static KeyTerms narrow() {
    return new KeyTerms(
        new Scopes(Set.of("keys:*", "models:run")),
        List.of(ModelPattern.parse("openai/*").orElseThrow()),
        List.of(IpRange.parse("203.0.113.0/24").orElseThrow()),
        new Limits(
            Optional.of(10L),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Optional.of(Instant.parse("2026-01-11T00:00:00Z")));
  }

  private static KeyCaps caps(String day, String total) {
    return new KeyCaps(Optional.of(Money.parse(day)), Optional.of(Money.parse(total)));
  }

  private Instant now() {
    return clock.instant();
  }

  private Fresh make(Grantor maker, String body) {
    return wait(desk.create(maker, json(body), "ann"));
  }

  private KeyView update(Grantor by, Fresh key, String body) {
    return wait(changes.update(by, id(key), json(body))).data();
  }

  private KeyView find(Fresh key) {
    return wait(desk.find(account, id(key))).data();
  }

  private static String id(Fresh key) {
    return key.view().id();
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Fault refused(Uni<?> asked) {
    var refusal = catchThrowableOfType(FaultException.class, () -> wait(asked));
    assertThat(refusal).as("a refusal").isNotNull();
    return refusal.fault();
  }

  private static <T> T wait(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
