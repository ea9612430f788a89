package dev.millrace.worker;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.account.AccountId;
import dev.millrace.model.Catalogue;
import dev.millrace.model.Model;
import dev.millrace.model.yaml.CardReader;
import dev.millrace.money.Medium;
import dev.millrace.money.Money;
import dev.millrace.money.RateCard;
import dev.millrace.money.UsageJson;
import dev.millrace.queue.Admission;
import dev.millrace.queue.Submission;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What a request is charged by: the card that quoted it, and what was made. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class PricingIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject Admission admission;
  @Inject Catalogue catalogue;
  @Inject Pool pool;

  @Test
  void theCardsOfTheCatalogueAreKeptOnceItServes() {
    var kept =
        rows("select version, price::text as price from rate_card", Tuple.tuple()).stream()
            .map(row -> CardReader.read(row.getString("price")))
            .toList();

    assertThat(kept)
        .containsAll(
            catalogue.models().stream().map(Model::price).flatMap(Optional::stream).toList());
  }

  @Test
  void aRequestOfACardThatTheCatalogueHasNoMoreIsChargedByItsVariantOfThatCard() {
    var nanos = new Money(ThreadLocalRandom.current().nextLong(1_000_000, 9_000_000));
    var price =
        """
        {"mode": "per_request", "amount": 0.5,
         "variants": [{"name": "hd", "when": {"/quality": "hd"}, "amount": %s}]}
        """
            .formatted(nanos);
    var old = CardReader.read(price);
    rows(
        "insert into rate_card (version, price, seen_at) values ($1, $2::text::jsonb, now())",
        Tuple.of(old.version(), price));

    var request = submit("local/echo", "{}", old.version() + "/hd");

    var ended = ended(request);
    assertThat(ended.getString("status")).isEqualTo("COMPLETED");
    assertThat(ended.getLong("charged")).isEqualTo(nanos.nanos());
    assertThat(ledgerOf(request)).containsExactly(old.version() + "/hd -" + nanos);
  }

  @Test
  void aRequestOfACardThatWasNeverKeptFailsUncharged() {
    var request = submit("local/echo", "{}", "per_request-000000000000");

    var ended = ended(request);

    assertThat(ended.getString("status")).isEqualTo("FAILED");
    assertThat(ended.getLong("charged")).isZero();
  }

  @Test
  void picturesAreChargedByThePixelsThatWereMadeAndThoseAreKept() {
    var input = "{\"prompt\":\"a mill\",\"width\":100,\"height\":80,\"num_outputs\":2}";
    var card = card("local/image");
    var request = submit("local/image", input, card.version());

    var ended = ended(request);

    var usage = UsageJson.read(ended.getString("usage"));
    assertThat(usage.media()).containsExactly(Medium.ofPicture(100, 80), Medium.ofPicture(100, 80));
    assertThat(new Money(ended.getLong("charged"))).isEqualTo(Money.parse("0.000016"));
    assertThat(card.tariff(card.version()).orElseThrow().charge(usage))
        .isEqualTo(new Money(ended.getLong("charged")));
  }

  private RateCard card(String model) {
    return catalogue.models().stream()
        .filter(found -> found.name().toString().equals(model))
        .findFirst()
        .orElseThrow()
        .priced();
  }

  private Submission submit(String model, String input, String rateCard) {
    var plain = aSubmission().of(account()).to(model, input).holding("0.6").make();
    var submission =
        new Submission(
            plain.id(),
            plain.account(),
            plain.key(),
            plain.model(),
            plain.terms(),
            plain.input(),
            plain.metadata(),
            plain.hold(),
            rateCard,
            plain.correlationId(),
            plain.at());
    assertThat(now(admission.admit(submission))).isInstanceOf(Admission.Result.Admitted.class);
    return submission;
  }

  private Row ended(Submission request) {
    return await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                rows(
                        "select status, charged, usage::text as usage, finished_at from request"
                            + " where id = $1",
                        Tuple.of(request.id().value()))
                    .getFirst(),
            row -> row.getValue("finished_at") != null);
  }

  private List<String> ledgerOf(Submission request) {
    return rows(
            "select rate_card, amount from ledger_entry where request_id = $1 and kind = 'charge'",
            Tuple.of(request.id().value()))
        .stream()
        .map(row -> row.getString("rate_card") + " " + new Money(row.getLong("amount")))
        .toList();
  }

  private AccountId account() {
    var id = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    rows(
        "insert into account (id, name, plan, balance, created_at) values ($1, 'ann', 'free', $2,"
            + " now())",
        Tuple.of(id.value(), Money.parse("1").nanos()));
    return id;
  }

  private List<Row> rows(String sql, Tuple values) {
    return StreamSupport.stream(now(pool.preparedQuery(sql).execute(values)).spliterator(), false)
        .toList();
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
