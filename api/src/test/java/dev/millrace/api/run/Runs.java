package dev.millrace.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.api.testing.Callers;
import io.restassured.path.json.JsonPath;
import java.math.BigDecimal;
import java.time.Duration;

/** A caller of synchronous calls, and what became of them. */
record Runs(Callers.Caller caller) {
  private static final Duration SOON = Duration.ofSeconds(20);

  static Runs with(String credit) {
    return new Runs(Callers.with(credit));
  }

  /** The caller's only request, once it is settled. */
  JsonPath settled() {
    return await()
        .atMost(SOON)
        .until(
            () -> caller.call().get("/requests").then().statusCode(200).extract().jsonPath(),
            page -> page.getInt("total") == 1)
        .setRootPath("data[0]");
  }

  int known() {
    return caller.call().get("/requests").then().statusCode(200).extract().path("total");
  }

  /** Waits until nothing is held, and says what is left. */
  void hasLeft(String balance) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              var now = caller.call().get("/billing/balance").jsonPath();
              assertThat(now.getString("held")).isEqualTo("0");
              assertThat(new BigDecimal(now.getString("balance")))
                  .isEqualByComparingTo(new BigDecimal(balance));
            });
  }
}
