package dev.millrace.api.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.api.run.UpstreamProfile;
import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Callers.Caller;
import dev.millrace.model.Catalogue;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What prices of the catalogue mean for submits. */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class PricesIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject Catalogue catalogue;
  @Inject Pool pool;

  @Test
  void aModelWithoutAPriceCannotBeCalledWithCredit() {
    var caller = Callers.with("10");

    caller
        .call()
        .body("{}")
        .post("/test/unpriced")
        .then()
        .statusCode(403)
        .header("x-should-retry", "false")
        .body("details.code", equalTo("MODEL_UNPRICED"))
        .body("error", containsString("test/unpriced has no price"));

    assertThat(requestsOf(caller)).isEmpty();
  }

  @Test
  void aSubmitHoldsThePriceOfTheVariantThatItsInputFallsUnder() {
    var caller = Callers.with("10");

    submit(caller, "{}");
    submit(caller, "{\"quality\": \"hd\"}");

    var version =
        catalogue.find(new ModelName("test", "by-quality")).orElseThrow().priced().version();
    assertThat(requestsOf(caller)).containsExactly(version + " 0.25", version + "/hd 0.75");
  }

  @Test
  void whatRequestsNameIsKept() {
    var card = catalogue.find(new ModelName("test", "by-quality")).orElseThrow().priced();

    assertThat(rows("select 1 from rate_card where version = $1", Tuple.of(card.version())))
        .hasSize(1);
  }

  private static void submit(Caller caller, String body) {
    caller.call().body(body).post("/test/by-quality").then().statusCode(201);
  }

  private List<String> requestsOf(Caller caller) {
    return rows(
            "select rate_card, held from request where account_id = $1 order by created_at, id",
            Tuple.of(UUID.fromString(caller.account())))
        .stream()
        .map(row -> row.getString("rate_card") + " " + new Money(row.getLong("held")))
        .toList();
  }

  private List<Row> rows(String sql, Tuple values) {
    var rows = pool.preparedQuery(sql).execute(values).await().atMost(SOON);
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }
}
