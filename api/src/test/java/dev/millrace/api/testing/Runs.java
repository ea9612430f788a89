package dev.millrace.api.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.math.BigDecimal;
import java.time.Duration;

/** A caller of synchronous calls, and what became of them. */
public record Runs(Callers.Caller caller) {
  private static final Duration SOON = Duration.ofSeconds(20);

  public static Runs with(String credit) {
    return new Runs(Callers.with(credit));
  }

  /** The caller's only request, once it is settled. */
  public JsonPath settled() {
    return await()
        .atMost(SOON)
        .until(
            () -> caller.call().get("/requests").then().statusCode(200).extract().jsonPath(),
            // It may be counted a moment before it is listed, or the other way round.
            page -> page.getInt("total") == 1 && page.getList("data").size() == 1)
        .setRootPath("data[0]");
  }

  public int known() {
    return caller.call().get("/requests").then().statusCode(200).extract().path("total");
  }

  /** Waits until nothing is held, and says what is left. */
  public void hasLeft(String balance) {
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
