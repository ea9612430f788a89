package dev.millrace.api.files.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelayPlacesTest {
  private final RelayPlaces places = new RelayPlaces(8);
  private final AccountId one = account();

  @Test
  void oneAccountsFilesTakeAQuarterOfThePlaces() {
    places.take(one);
    places.take(one);

    assertRefused(one);
    assertThatCode(() -> places.take(account())).doesNotThrowAnyException();
  }

  @Test
  void thereAreOnlySoManyPlaces() {
    IntStream.range(0, 8).forEach(i -> places.take(account()));

    assertRefused(account());
  }

  @Test
  void aPlaceThatWasLeftIsFree() {
    places.take(one);
    var place = places.take(one);

    place.close();

    assertThatCode(() -> places.take(one)).doesNotThrowAnyException();
    assertRefused(one);
  }

  private void assertRefused(AccountId account) {
    assertThatThrownBy(() -> places.take(account))
        .isInstanceOfSatisfying(
            FaultException.class,
            refused -> assertThat(refused.fault().code()).isEqualTo(FaultCode.OVERLOADED));
  }

  private static AccountId account() {
    return new AccountId(UUID.randomUUID());
  }
}
