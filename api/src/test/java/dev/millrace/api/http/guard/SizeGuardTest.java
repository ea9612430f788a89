package dev.millrace.api.http.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SizeGuardTest {
  private final SizeGuard sizes = new SizeGuard(10, 20, 30, 100);

  @Test
  void whatFitsExactlyIsRead() {
    assertThat(sizes.refuseUri("/123456789")).isEmpty();
    assertThat(sizes.refuseHeaders(List.of(Map.entry("name", "x".repeat(12))))).isEmpty();
    assertThat(sizes.refuseLength("100")).isEmpty();
    assertThat(sizes.refuseLength(null)).isEmpty();
  }

  @Test
  void oneMoreIsNot() {
    assertThat(sizes.refuseUri("/1234567890")).map(Fault::code).contains(FaultCode.URI_TOO_LONG);
    assertThat(sizes.refuseHeaders(List.of(Map.entry("name", "x".repeat(13)))))
        .map(Fault::code)
        .contains(FaultCode.HEADERS_TOO_LARGE);
    assertThat(sizes.refuseLength("101")).map(Fault::code).contains(FaultCode.BODY_TOO_LARGE);
  }

  @Test
  void manySmallHeadersAreTooLargeTogether() {
    var header = Map.entry("name", "x".repeat(3));

    assertThat(sizes.refuseHeaders(List.of(header, header, header)))
        .map(Fault::code)
        .contains(FaultCode.HEADERS_TOO_LARGE);
  }

  @Test
  void aLengthThatIsNoNumberIsRefused() {
    assertThat(sizes.refuseLength("12 12")).map(Fault::code).contains(FaultCode.MALFORMED);
  }

  @Test
  void boundsThatContradictThemselvesAreRefused() {
    assertThatThrownBy(() -> new SizeGuard(10, 40, 30, 100))
        .hasMessageContaining("max-headers (30) at least max-header");
    assertThatThrownBy(() -> new SizeGuard(0, 20, 30, 100))
        .hasMessageContaining("millrace.http.max-uri (0)");
  }
}
