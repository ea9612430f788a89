package dev.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.ApiKey;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DangerTest {
  private static final String STRONG =
      ApiKey.generate(ApiKey.Kind.ADMIN, new SecureRandom()).reveal();

  private static final Settings SAFE =
      new Settings(
          Optional.of("https://api.example.com"),
          Optional.of(STRONG),
          Optional.of("a password"),
          Optional.of("https://s3.example.com"),
          Optional.of("AKIA"),
          Optional.empty(),
          Optional.of("false"),
          Optional.of("false"),
          Optional.of("false"),
          Optional.of("https://app.example.com"),
          Optional.of("local/*"),
          Optional.empty());

  @Test
  void safeSettingsAreNotComplainedOf() {
    assertThat(Danger.in(SAFE)).isEmpty();
  }

  @Test
  void noAdminKeyIsSafe() {
    assertThat(Danger.in(with(Map.of("admin", "")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "admin, admin, millrace.admin.key, REFUSED",
    "admin, mr_admin_short, millrace.admin.key, REFUSED",
    "password, '', millrace.postgres.password, REFUSED",
    "s3, http://localhost:9000 minioadmin, millrace.s3.access-key, REFUSED",
    "s3, http://minio:9000 AKIA, millrace.s3.endpoint, WARNED",
    "url, '', millrace.deployment.public-url, WARNED",
    "url, http://api.example.com, millrace.deployment.public-url, REFUSED",
    "url, http://localhost:8080, millrace.deployment.public-url, WARNED",
    "url, http://localhost.example.com, millrace.deployment.public-url, REFUSED",
    "bootstrap, mr_live_x, millrace.bootstrap.key, WARNED",
    "webhook, true, millrace.webhook.allow-private, REFUSED",
    "webhook, yes, millrace.webhook.allow-private, REFUSED",
    "fetch, true, millrace.fetch.allow-private, REFUSED",
    "secrets, true, millrace.secrets.allow-private, REFUSED",
    "proxy-origins, *, millrace.proxy.origins, REFUSED",
    "proxy-origins, 'https://app.example.com, *', millrace.proxy.origins, REFUSED",
    "proxy-models, *, millrace.proxy.models, REFUSED",
    "browser-origins, *, millrace.http.browser-origins, WARNED"
  })
  void aDangerousSettingIsNamed(
      String what, String value, String setting, Finding.Severity severity) {
    assertThat(Danger.in(with(Map.of(what, value))))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.setting()).isEqualTo(setting);
              assertThat(finding.severity()).isEqualTo(severity);
            });
  }

  @Test
  void noAdviceHoldsAValue() {
    var dangerous =
        new Settings(
            Optional.of("http://secret-host"),
            Optional.of("secret-admin"),
            Optional.empty(),
            Optional.of("http://secret-s3"),
            Optional.of("test"),
            Optional.of("secret-key"),
            Optional.of("secret-switch"),
            Optional.of("secret-switch"),
            Optional.of("secret-switch"),
            Optional.of("https://secret.example.com,*"),
            Optional.of("secret/*,*"),
            Optional.of("*"));

    assertThat(Danger.in(dangerous))
        .hasSize(11)
        .noneMatch(finding -> finding.advice().contains("secret"));
  }

  private static Settings with(Map<String, String> changed) {
    var s3 = changed.getOrDefault("s3", "https://s3.example.com AKIA").split(" ");
    return new Settings(
        Optional.of(changed.getOrDefault("url", "https://api.example.com")),
        Optional.of(changed.getOrDefault("admin", STRONG)),
        Optional.of(changed.getOrDefault("password", "a password")),
        Optional.of(s3[0]),
        Optional.of(s3[1]),
        Optional.of(changed.getOrDefault("bootstrap", "")),
        Optional.of(changed.getOrDefault("webhook", "")),
        Optional.of(changed.getOrDefault("fetch", "")),
        Optional.of(changed.getOrDefault("secrets", "")),
        Optional.of(changed.getOrDefault("proxy-origins", "")),
        Optional.of(changed.getOrDefault("proxy-models", "")),
        Optional.of(changed.getOrDefault("browser-origins", "")));
  }
}
