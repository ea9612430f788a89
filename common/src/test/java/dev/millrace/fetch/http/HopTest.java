package dev.millrace.fetch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.reach.TargetUrl;
import org.junit.jupiter.api.Test;

class HopTest {
  private static final TargetUrl SECURE = new TargetUrl(true, "a.example.com", 443, "/x/y");
  private static final TargetUrl PLAIN = new TargetUrl(false, "a.example.com", 80, "/x/y");

  @Test
  void aRedirectStartsFromWhereItWasSaid() {
    var hop = Hop.first("https://a.example.com/x/y?z");

    assertThat(hop.next(SECURE, "../w?v").url()).isEqualTo("https://a.example.com/w?v");
    assertThat(hop.next(SECURE, "/w").url()).isEqualTo("https://a.example.com/w");
    assertThat(hop.next(SECURE, "//b.example.com/w").url()).isEqualTo("https://b.example.com/w");
    assertThat(hop.next(SECURE, " http://c.example.com/ ").url())
        .isEqualTo("http://c.example.com/");
  }

  @Test
  void httpsIsNotLeftForHttpAtOnceOrLater() {
    var hop = Hop.first("https://a.example.com/x").next(SECURE, "/y");

    assertThatNoException().isThrownBy(() -> hop.check(SECURE));
    assertThat(catchThrowableOfType(FaultException.class, () -> hop.check(PLAIN)).fault().code())
        .isEqualTo(FaultCode.URL_FORBIDDEN);
    assertThat(
            catchThrowableOfType(FaultException.class, () -> hop.next(SECURE, "/z").check(PLAIN))
                .fault()
                .code())
        .isEqualTo(FaultCode.URL_FORBIDDEN);
  }

  @Test
  void httpMayLeadToHttpAndToHttps() {
    var hop = Hop.first("http://a.example.com/x").next(PLAIN, "/y");

    assertThatNoException().isThrownBy(() -> hop.check(PLAIN));
    assertThatNoException().isThrownBy(() -> hop.check(SECURE));
    assertThat(
            catchThrowableOfType(FaultException.class, () -> hop.next(SECURE, "/z").check(PLAIN))
                .fault()
                .code())
        .isEqualTo(FaultCode.URL_FORBIDDEN);
  }
}
