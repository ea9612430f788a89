package dev.millrace.api.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Ledger;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A model without a price is not free: nobody can call it. In an application of its own. */
@QuarkusTest
@TestProfile(UnpricedModelIT.WithoutPrices.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class UnpricedModelIT {
  @Inject Ledger ledger;

  /** A catalogue that says what models do and not what they cost. */
  public static class WithoutPrices implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("millrace.catalogue.file", "src/test/resources/catalogue-without-prices.yaml");
    }
  }

  @Test
  void aSubmitIs403AndLeavesNothingBehind() {
    var caller = Callers.with("1");

    caller
        .call()
        .body("{}")
        .post("/local/echo")
        .then()
        .statusCode(403)
        .header("x-should-retry", equalTo("false"))
        .body("details.code", equalTo("MODEL_UNPRICED"))
        .body("error", containsString("local/echo"));

    assertThat(ledger.requestsOf(caller.account())).isEmpty();
    assertThat(ledger.heldBy(caller.account())).isZero();
  }
}
