package dev.millrace.api.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.api.run.UpstreamProfile;
import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Ledger;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/**
 * A model without a price is not free: nobody can call it. Nor one that costs more than anybody
 * has.
 */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class OddPricesIT {
  @Inject Ledger ledger;

  @Test
  void aQuoteSaysSoToo() {
    Callers.with("1")
        .call()
        .body("{\"endpoint\": \"test/unpriced\", \"input\": {}}")
        .post("/billing/quote")
        .then()
        .statusCode(403)
        .body("details.code", equalTo("MODEL_UNPRICED"));
  }

  @Test
  void aPriceThatNobodyCanPayIs402WithAllItsDigits() {
    Callers.with("1000000")
        .call()
        .body("{}")
        .post("/test/dear")
        .then()
        .statusCode(402)
        .body("details.needed", equalTo("8999999999.999991"))
        .body("details.available", equalTo("1000000"));
  }

  @Test
  void aSubmitIs403AndLeavesNothingBehind() {
    var caller = Callers.with("1");

    caller
        .call()
        .body("{}")
        .post("/test/unpriced")
        .then()
        .statusCode(403)
        .header("x-should-retry", equalTo("false"))
        .body("details.code", equalTo("MODEL_UNPRICED"))
        .body("error", containsString("test/unpriced"));

    assertThat(ledger.requestsOf(caller.account())).isEmpty();
    assertThat(ledger.heldBy(caller.account())).isZero();
  }
}
