package dev.millrace.api.billing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.millrace.account.AccountId;
import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Callers.Caller;
import dev.millrace.api.testing.Endings;
import dev.millrace.api.testing.Ledger;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.queue.Verdict;
import dev.millrace.request.RequestId;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The billing routes over HTTP, with all engines. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class BillingIT {
  private static final String PUBLIC_ADDRESS = "https://93.184.216.34/hook";

  @Inject Ledger ledger;
  @Inject Endings endings;

  @ConfigProperty(name = "millrace.admin.key")
  String adminKey;

  private Caller caller;

  @BeforeEach
  void anAccount() {
    caller = Callers.with("10");
  }

  // ------------------------------------------------------------------------------------- balance

  @Test
  void anAccountThatWasNeverCreditedHasNothing() {
    Callers.with("0")
        .call()
        .get("/billing/balance")
        .then()
        .statusCode(200)
        .body("balance", equalTo("0"))
        .body("held", equalTo("0"))
        .body("available", equalTo("0"));
  }

  // --------------------------------------------------------------------------------------- quote

  @Test
  void aQuoteSaysWhatASubmitThenHolds() {
    var quote =
        quote("{\"endpoint\": \"local/sleep\", \"input\": {\"seconds\": 1}}")
            .then()
            .statusCode(200)
            .body("endpoint", equalTo("local/sleep"))
            .body("currency", equalTo("USD"))
            .body("pricingMode", equalTo("per_second"))
            .body("basis", equalTo("upper_bound"))
            .extract()
            .jsonPath();
    assertThat(ledger.requestsOf(caller.account())).isEmpty();
    assertThat(ledger.heldBy(caller.account())).isZero();

    caller.call().body("{\"seconds\": 1}").post("/local/sleep").then().statusCode(201);

    var request = ledger.requestsOf(caller.account()).getFirst();
    assertThat(new Money(ledger.heldBy(caller.account())))
        .isEqualTo(Money.parse(quote.getString("amount")));
    assertThat(request.getString("rate_card")).isEqualTo(quote.getString("rateCard"));
  }

  @Test
  void aPriceThatIsKnownIsExact() {
    quote("{\"endpoint\": \"local/echo\", \"input\": {\"a\": 1}, \"currency\": \"USD\"}")
        .then()
        .statusCode(200)
        .body("amount", equalTo("0.0001"))
        .body("pricingMode", equalTo("per_request"))
        .body("basis", equalTo("exact"));
  }

  /** The reserved keys of a submit are its own, and not the model's, in a quote too. */
  @Test
  void theWholeBodyOfASubmitIsQuotedAsItIs() {
    quote(
            "{\"endpoint\": \"local/sleep\", \"input\": {\"seconds\": 1, \"metadata\": {\"a\":"
                + " \"b\"}}}")
        .then()
        .statusCode(200);
  }

  @Test
  void aQuoteCostsNothingAndNeedsNoBalance() {
    var poor = Callers.with("0");

    poor.call()
        .body("{\"endpoint\": \"local/echo\", \"input\": {}}")
        .post("/billing/quote")
        .then()
        .statusCode(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"endpoint": "local/none", "input": {}}                            | 404 | MODEL_UNKNOWN | no model
          {"endpoint": "../admin", "input": {}}                              | 404 | MODEL_UNKNOWN | no model
          {"endpoint": "local/sleep", "input": {"seconds": "long"}}          | 422 | INVALID_INPUT | /seconds
          {"endpoint": "local/sleep", "input": {"seconds": 601}}             | 422 | INVALID_INPUT | /seconds
          {"endpoint": "local/sleep", "input": {"seconds": 1e999999999}}     | 422 | INVALID_INPUT | /seconds
          {"endpoint": "local/sleep", "input": {"seconds": 1, "metadata": 5}} | 400 | MALFORMED    | metadata
          {"input": {}}                                                      | 422 | INVALID_INPUT | endpoint is required
          {"endpoint": 5, "input": {}}                                       | 422 | INVALID_INPUT | endpoint must be a text
          {"endpoint": "local/echo"}                                         | 422 | INVALID_INPUT | input is required
          {"endpoint": "local/echo", "input": []}                            | 422 | INVALID_INPUT | input must be a JSON object
          {"endpoint": "local/echo", "input": {}, "currency": "EUR"}         | 422 | INVALID_INPUT | must be USD
          {"endpoint": "local/echo", "input": {}, "currency": 5}             | 422 | INVALID_INPUT | currency must be a text
          {"endpoint": "local/echo", "endpoint": "local/sleep", "input": {}} | 400 | MALFORMED     | JSON
          []                                                                 | 400 | MALFORMED     | not a JSON object
          {"endpoint":                                                       | 400 | MALFORMED     | JSON
          """)
  void aQuoteRefusesWhatASubmitRefuses(String body, int status, String code, String words) {
    var answer = quote(body);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.jsonPath().getString("details.code")).isEqualTo(code);
    assertThat(answer.asString()).contains(words);
  }

  // ---------------------------------------------------------------------------------- rate cards

  @Test
  void theCardThatAnEntryNamesCanBeReadToCheckTheCharge() {
    end("/local/sleep", "{\"seconds\": 1}", completed("0.0001"));
    var rateCard = statement("kind=charge").getFirst().rateCard();

    caller
        .call()
        .get("/billing/rate-cards/" + rateCard)
        .then()
        .statusCode(200)
        .body("rateCard", equalTo(rateCard))
        .body("pricingMode", equalTo("per_second"))
        .body("price.mode", equalTo("per_second"))
        .body("price.amount", notNullValue())
        .body("since", notNullValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"per_request-0000000000", "x", "a/b/c", "%27"})
  void aCardThatNeverWasIsNotFound(String rateCard) {
    caller
        .call()
        .urlEncodingEnabled(false)
        .get("/billing/rate-cards/" + rateCard)
        .then()
        .statusCode(404)
        .body("details.code", equalTo("NOT_FOUND"));
  }

  @Test
  void aVariantThatACardDoesNotHaveIsNotFound() {
    var rateCard =
        quote("{\"endpoint\": \"local/echo\", \"input\": {}}").jsonPath().getString("rateCard");

    caller.call().get("/billing/rate-cards/" + rateCard).then().statusCode(200);
    caller.call().get("/billing/rate-cards/" + rateCard + "/none").then().statusCode(404);
  }

  // --------------------------------------------------------------------------------------- usage

  @Test
  void usageIsSummedUpFromWhatEnded() {
    end("/local/echo", "{}", completed("0.0001"));
    end("/local/echo", "{}", completed("0.0001"));
    end("/local/sleep", "{\"seconds\": 1}", completed("0.002"));
    end("/local/echo", "{}", failed());
    var today = LocalDate.now(ZoneOffset.UTC).toString();

    var summary =
        caller
            .call()
            .get("/billing/usage-summary")
            .then()
            .statusCode(200)
            .body("period", equalTo("7d"))
            .body("totalSpent", equalTo("0.0022"))
            .body("serverlessSpent", equalTo("0.0022"))
            .body("currency", equalTo("USD"))
            .body("requestCount", equalTo(4))
            .body("successRate", equalTo(75.0f))
            .body("topModels.modelEndpoint", contains("local/sleep", "local/echo"))
            .body("topModels.count", contains(1, 3))
            .body("topModels.totalCost", contains("0.002", "0.0002"))
            .body("byDay", hasSize(1))
            .body("byDay[0].count", equalTo(4))
            .body("byModel[1].completed", equalTo(2))
            .body("byModel[1].failed", equalTo(1))
            .body("byStatus.completed", equalTo(3))
            .body("byStatus.failed", equalTo(1))
            .body("byStatus.cancelled", equalTo(0))
            .body("byKey", hasSize(1))
            .body("byKey[0].totalCost", equalTo("0.0022"))
            .body("byKey[0].name", equalTo("first key"))
            .extract()
            .jsonPath();

    assertThat(summary.getString("byDay[0].day")).isEqualTo(today);
    assertThat(summary.getString("byKey[0].key")).isEqualTo(callingKey());
    assertThat(caller.key()).startsWith(summary.getString("byKey[0].hint").replace("…", ""));
  }

  @Test
  void nothingUsedIsSummedUpToo() {
    caller
        .call()
        .get("/billing/usage-summary?from=2026-01-01&to=2026-01-31")
        .then()
        .statusCode(200)
        .body("period", equalTo("31d"))
        .body("from", equalTo("2026-01-01"))
        .body("to", equalTo("2026-01-31"))
        .body("totalSpent", equalTo("0"))
        .body("requestCount", equalTo(0))
        .body("topModels", hasSize(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "days=0",
        "days=366",
        "days=x",
        "days=7&from=2026-01-01",
        "from=2026-01-02&to=2026-01-01",
        "from=x",
        "to=2026-13-01"
      })
  void usageOfDaysThatCannotBeIsRefused(String query) {
    var answer = caller.call().get("/billing/usage-summary?" + query);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("details.code")).isEqualTo("MALFORMED");
  }

  // ----------------------------------------------------------------------------------- statement

  @Test
  void theStatementSumsToTheBalanceOverAllKindsOfEntries() {
    end("/local/echo", "{}", completed("0.0001"));
    end("/local/sleep", "{\"seconds\": 1}", completed("0.000000001"));
    end("/local/echo", "{}", failed());
    var cancelled = submitted("/local/echo", "{}");
    caller.call().put("/local/echo/requests/" + cancelled + "/cancel").then().statusCode(200);
    credit("2.5", "gift");
    var charged = submitted("/local/echo", "{}");
    endings.end(charged, completed("0.0001"));
    post("refunds", "{\"requestId\": \"%s\", \"reason\": \"sorry\"}".formatted(charged));
    post("adjustments", "{\"amount\": \"-0.000000007\", \"reason\": \"a mistake\"}");
    submitted("/local/echo", "{}"); // under way: held, and not yet an entry

    var entries = statement("limit=2");

    assertThat(entries)
        .extracting(EntryView::kind)
        .hasSize(9)
        .contains("credit", "charge", "release", "refund", "adjustment");
    assertThat(sum(entries)).isEqualByComparingTo(balance());
    assertThat(entries).extracting(EntryView::id).doesNotHaveDuplicates();
    assertThat(statement("limit=1&order=asc")).isEqualTo(entries.reversed());
    assertThat(entries)
        .filteredOn(entry -> entry.kind().equals("charge"))
        .allSatisfy(
            entry -> {
              assertThat(entry.requestId()).hasSize(21);
              assertThat(entry.rateCard()).isNotBlank();
              assertThat(new BigDecimal(entry.released())).isPositive();
            });
    assertThat(entries)
        .filteredOn(entry -> entry.kind().equals("release"))
        .hasSize(2)
        .extracting(EntryView::amount)
        .containsOnly("0");
  }

  @Test
  void aStatementIsOfTheRangeAndTheKindsAskedFor() {
    entryAt("2026-01-31T23:59:59.999999Z", "1", "last of January");
    entryAt("2026-02-01T00:00:00Z", "2", "first of February");
    entryAt("2026-02-28T23:59:59Z", "3", "last of February");
    entryAt("2026-03-01T00:00:00Z", "4", "first of March");

    assertThat(statement("from=2026-02-01&to=2026-02-28&limit=1"))
        .extracting(EntryView::reason)
        .containsExactly("last of February", "first of February");
    assertThat(statement("from=2026-01-31T23:59:59.999999Z&to=2026-02-01T00:00:00Z"))
        .extracting(EntryView::reason)
        .containsExactly("last of January");
    assertThat(statement("kind=charge")).isEmpty();
    assertThat(statement("kind=charge&kind=credit")).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          from=2026-01-02&to=2026-01-01 | from (2026-01-02) must be earlier than to (2026-01-01)
          from=x                        | from must be a day
          to=2026-01-01T00:00:00        | to must be a day
          kind=hold                     | kind must be among
          order=up                      | order must be
          cursor=1-1%27                 | cursor is not one
          cursor=42                     | cursor is not one
          limit=0                       | limit must be
          format=pdf                    | format must be
          """)
  void aStatementThatCannotBeIsRefused(String query, String words) {
    var answer = caller.call().get("/billing/statement?" + query);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("message")).contains(words);
  }

  /** More than is read from the database at once. */
  @Test
  void aFileHoldsTheWholeStatement() {
    var many = 1_203;
    ledger.run(
        """
        with entry as (
          insert into ledger_entry (account_id, at, kind, amount, reason)
          select $1, timestamptz '2026-01-01 00:00Z' + (n / 7) * interval '1 second', 'adjustment', case n % 2 when 0 then -1 else 3 end, '=1+' || n
            from generate_series(1, $2::integer) n
          returning amount)
        update account set balance = balance + (select sum(amount) from entry) where id = $1
        """,
        AccountId.of(caller.account()).value(), many);

    for (var answer :
        List.of(
            caller.call().accept("text/csv").get("/billing/statement"),
            caller.call().get("/billing/statement?format=csv&order=asc&from=2026-01-01"))) {
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
      assertThat(answer.contentType()).startsWith("text/csv");
      assertThat(answer.header("Content-Disposition"))
          .startsWith("attachment; filename=\"statement")
          .endsWith(".csv\"");
      var lines = answer.asString().split("\r\n");
      assertThat(lines).hasSize(1 + 1 + many);
      assertThat(lines[0]).isEqualTo("id,at,kind,amount,released,requestId,rateCard,reason");
      var rows = List.of(lines).subList(1, lines.length);
      assertThat(rows).extracting(row -> row.split(",")[0]).doesNotHaveDuplicates();
      assertThat(rows).filteredOn(row -> row.contains("1+")).allMatch(row -> row.contains(",'=1+"));
      assertThat(
              rows.stream()
                  .map(row -> new BigDecimal(row.split(",")[3]))
                  .reduce(BigDecimal.ZERO, BigDecimal::add))
          .isEqualByComparingTo(balance());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "text/html,application/xml;q=0.9,*/*;q=0.8", "application/json"})
  void whoeverTakesAnythingGetsJson(String accept) {
    var answer = caller.call().header("Accept", accept).get("/billing/statement");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("application/json");
  }

  @Test
  void whatNobodyWritesIsNotAcceptable() {
    caller
        .call()
        .accept("image/png")
        .get("/billing/statement")
        .then()
        .statusCode(406)
        .body("details.code", equalTo("NOT_ACCEPTABLE"));
    caller
        .call()
        .accept("image/png, text/*;q=0.5")
        .get("/billing/statement")
        .then()
        .statusCode(200)
        .contentType(startsWith("text/csv"));
  }

  @Test
  void aFileOfNothingHasItsHeaderAlone() {
    var answer = caller.call().get("/billing/statement?format=csv&to=1999-12-31");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.asString())
        .isEqualTo("id,at,kind,amount,released,requestId,rateCard,reason\r\n");
    assertThat(answer.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"statement_1999-12-31.csv\"");
  }

  @Test
  void aFileIsRefusedAsAPageIs() {
    assertThat(given().get("/billing/statement?format=csv").statusCode()).isEqualTo(401);

    var backwards =
        caller.call().get("/billing/statement?format=csv&from=2026-01-02&to=2026-01-01");
    assertThat(backwards.statusCode()).as(backwards.asString()).isEqualTo(400);
    assertThat(backwards.contentType()).startsWith("application/json");
    assertThat(backwards.jsonPath().getString("details.code")).isEqualTo("MALFORMED");
  }

  // ---------------------------------------------------------------------------------------- caps

  @Test
  void aCapIsSetShownReachedAndRemoved() {
    caller
        .call()
        .body("{\"period\": \"day\", \"amount\": \"0.00015\"}")
        .put("/billing/caps")
        .then()
        .statusCode(200)
        .body("key", nullValue())
        .body("period", equalTo("day"))
        .body("amount", equalTo("0.00015"))
        .body("left", equalTo("0.00015"))
        .body("currency", equalTo("USD"))
        .body("resetsAt", notNullValue());
    submitted("/local/echo", "{}");

    caller
        .call()
        .body("{}")
        .post("/local/echo")
        .then()
        .statusCode(402)
        .body("details.code", equalTo("SPEND_CAP_REACHED"));
    caller
        .call()
        .get("/billing/caps")
        .then()
        .statusCode(200)
        .body("data", hasSize(1))
        .body("data[0].held", equalTo("0.0001"))
        .body("data[0].left", equalTo("0.00005"));
    caller.call().delete("/billing/caps?period=day").then().statusCode(204);

    submitted("/local/echo", "{}");
    caller.call().get("/billing/caps").then().body("data", hasSize(0));
    caller.call().delete("/billing/caps?period=day").then().statusCode(404);
  }

  @Test
  void aKeyOfTheAccountIsCappedByItsId() {
    var key = callingKey();

    caller
        .call()
        .body("{\"key\": \"%s\", \"period\": \"total\", \"amount\": 0}".formatted(key))
        .put("/billing/caps")
        .then()
        .statusCode(200)
        .body("key", equalTo(key))
        .body("resetsAt", nullValue());

    caller.call().body("{}").post("/local/echo").then().statusCode(402);
    caller.call().delete("/billing/caps?period=total").then().statusCode(404);
    caller.call().delete("/billing/caps?period=total&key=" + key).then().statusCode(204);
  }

  @Test
  void anotherAccountsKeyIsAsUnknownAsNone() {
    var theirs = caller;
    var theirKey = callingKey();
    caller = Callers.with("1");

    for (var key : List.of(theirKey, UUID.randomUUID().toString(), "x")) {
      caller
          .call()
          .body("{\"key\": \"%s\", \"period\": \"day\", \"amount\": \"0\"}".formatted(key))
          .put("/billing/caps")
          .then()
          .statusCode(404)
          .body("message", equalTo("this account has no such key"));
      caller.call().delete("/billing/caps?period=day&key=" + key).then().statusCode(404);
    }
    theirs.call().body("{}").post("/local/echo").then().statusCode(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"period": "day"}                                            | 422
          {"amount": "1"}                                              | 422
          {"period": "month", "amount": "1"}                           | 422
          {"period": "day", "amount": "-1"}                            | 422
          {"period": "day", "amount": "1000000.1"}                     | 422
          {"period": "day", "amount": 1e999999999}                     | 422
          {"period": "day", "amount": "0.0000000001"}                  | 422
          {"period": "day", "amount": "1", "currency": "EUR"}          | 422
          {"period": "day", "amount": "much"}                          | 400
          null                                                         | 400
          """)
  void aCapThatCannotBeIsRefused(String body, int status) {
    var answer = caller.call().body(body).put("/billing/caps");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    caller.call().get("/billing/caps").then().body("data", hasSize(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?period=month", "?period=day&period=x"})
  void aCapToBeRemovedIsNamedByItsPeriod(String query) {
    assertThat(caller.call().delete("/billing/caps" + query).statusCode()).isIn(400, 404);
  }

  @Test
  void theOperatorCapsAnyAccount() {
    var caps = "/admin/accounts/" + caller.account() + "/caps";

    operator()
        .body("{\"period\": \"total\", \"amount\": \"3\"}")
        .put(caps)
        .then()
        .statusCode(200)
        .body("amount", equalTo("3"));
    operator().get(caps).then().statusCode(200).body("data.amount", contains("3"));
    caller.call().get("/billing/caps").then().body("data.amount", contains("3"));
    operator().delete(caps + "?period=total").then().statusCode(204);
    operator().get(caps).then().body("data", hasSize(0));
    caller.call().get(caps).then().statusCode(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0190f000-0000-7000-8000-000000000000", "x"})
  void nobodysCapsAreNotFound(String account) {
    var caps = "/admin/accounts/" + account + "/caps";

    operator().get(caps).then().statusCode(404);
    operator().body("{\"period\": \"day\", \"amount\": \"3\"}").put(caps).then().statusCode(404);
    operator().delete(caps + "?period=day").then().statusCode(404);
  }

  // --------------------------------------------------------------------------------- low balance

  @Test
  void anAlertIsSetShownAndRemoved() {
    caller.call().get("/billing/low-balance").then().statusCode(404);

    caller
        .call()
        .body("{\"threshold\": \"5.00\", \"webhook\": \"%s\"}".formatted(PUBLIC_ADDRESS))
        .put("/billing/low-balance")
        .then()
        .statusCode(200)
        .body("threshold", equalTo("5"))
        .body("webhook", equalTo(PUBLIC_ADDRESS))
        .body("currency", equalTo("USD"))
        .body("armed", equalTo(true))
        .body("lastNotice", nullValue());
    caller.call().get("/billing/low-balance").then().statusCode(200).body("armed", equalTo(true));
    Callers.with("1").call().get("/billing/low-balance").then().statusCode(404);
    caller.call().delete("/billing/low-balance").then().statusCode(204);

    caller.call().get("/billing/low-balance").then().statusCode(404);
    caller.call().delete("/billing/low-balance").then().statusCode(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"webhook": "https://93.184.216.34/"}                                        | 422 | threshold
          {"threshold": "0", "webhook": "https://93.184.216.34/"}                      | 422 | threshold
          {"threshold": "-1", "webhook": "https://93.184.216.34/"}                     | 422 | threshold
          {"threshold": 1e999999999, "webhook": "https://93.184.216.34/"}              | 422 | threshold
          {"threshold": "5", "webhook": "https://93.184.216.34/", "currency": "EUR"}   | 422 | USD
          {"threshold": "5"}                                                           | 422 | webhook
          {"threshold": "5", "webhook": " "}                                           | 422 | webhook
          {"threshold": "5", "webhook": "http://93.184.216.34/"}                       | 400 | https
          {"threshold": "5", "webhook": "https://127.0.0.1/"}                          | 400 | public internet
          {"threshold": "5", "webhook": "https://169.254.169.254/"}                    | 400 | public internet
          {"threshold": "5", "webhook": "https://[::1]/"}                              | 400 | public internet
          {"threshold": "5", "webhook": "https://user:pw@93.184.216.34/"}              | 400 | credentials
          null                                                                         | 400 | body
          """)
  void anAlertThatCannotBeIsRefused(String body, int status, String words) {
    var answer = caller.call().body(body).put("/billing/low-balance");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.jsonPath().getString("message")).contains(words);
    caller.call().get("/billing/low-balance").then().statusCode(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/billing/balance",
        "/billing/usage-summary",
        "/billing/statement",
        "/billing/caps",
        "/billing/low-balance"
      })
  void nothingIsToldWithoutAKey(String path) {
    given()
        .get(path)
        .then()
        .statusCode(401)
        .body("details.code", equalTo("KEY_MISSING"))
        .body("error", containsString("key"))
        .contentType(startsWith("application/json"));
  }

  // ------------------------------------------------------------------------------------- helpers

  private Response quote(String body) {
    return caller.call().body(body).post("/billing/quote");
  }

  private RequestId submitted(String path, String input) {
    var id =
        caller
            .call()
            .body(input)
            .post(path)
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getString("request_id");
    return RequestId.parse(id).orElseThrow();
  }

  private void end(String path, String input, Verdict verdict) {
    endings.end(submitted(path, input), verdict);
  }

  private static Verdict completed(String charge) {
    return new Verdict.Complete(
        "{}", List.of(), Money.parse(charge), Usage.ofOutputs(0, Duration.ofMillis(7)));
  }

  private static Verdict failed() {
    return new Verdict.Fail(Fault.of(FaultCode.PROVIDER_REJECTED, "no"));
  }

  private void credit(String amount, String reason) {
    post("credits", "{\"amount\": \"%s\", \"reason\": \"%s\"}".formatted(amount, reason));
  }

  private void post(String what, String body) {
    operator()
        .body(body)
        .post("/admin/accounts/" + caller.account() + "/" + what)
        .then()
        .statusCode(201);
  }

  private void entryAt(String at, String amount, String reason) {
    ledger.run(
        """
        with entry as (
          insert into ledger_entry (account_id, at, kind, amount, reason)
          values ($1, $2::text::timestamptz, 'credit', $3, $4)
          returning amount)
        update account set balance = balance + (select amount from entry) where id = $1
        """,
        AccountId.of(caller.account()).value(),
        at,
        Money.parse(amount).nanos(),
        reason);
  }

  /** All parts of a statement, one after the other. */
  private List<EntryView> statement(String query) {
    var entries = new ArrayList<EntryView>();
    var cursor = "";
    while (cursor != null) {
      var page =
          caller
              .call()
              .get("/billing/statement?" + query + cursor)
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      entries.addAll(page.getList("data", EntryView.class));
      var next = page.getString("nextCursor");
      cursor = next == null ? null : "&cursor=" + next;
    }
    return entries;
  }

  private static BigDecimal sum(List<EntryView> entries) {
    return entries.stream()
        .map(entry -> new BigDecimal(entry.amount()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private BigDecimal balance() {
    return new BigDecimal(caller.call().get("/billing/balance").jsonPath().getString("balance"));
  }

  private String callingKey() {
    return caller.call().get("/billing/caps").jsonPath().getString("callingKey");
  }

  private RequestSpecification operator() {
    return given().header("Authorization", "Key " + adminKey).contentType("application/json");
  }
}
