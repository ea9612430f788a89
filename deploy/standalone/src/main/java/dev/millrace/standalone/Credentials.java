package dev.millrace.standalone;

import dev.millrace.account.ApiKey;
import dev.millrace.account.ApiKey.Kind;
import dev.millrace.engines.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a client needs, as kept in {@code credentials.env}.
 *
 * @param key of the account that is made on the first start
 * @param adminKey opens the administration of all accounts
 */
record Credentials(String url, String key, String adminKey) {
  private static final String URL = "MILLRACE_URL";
  private static final String KEY = "MILLRACE_KEY";
  private static final String ADMIN_KEY = "MILLRACE_ADMIN_KEY";

  static Credentials fresh(String url, SecureRandom random) {
    return new Credentials(
        url,
        ApiKey.generate(Kind.LIVE, random).reveal(),
        ApiKey.generate(Kind.ADMIN, random).reveal());
  }

  /** The keys stay from start to start; the URL is that of this start. */
  static Credentials keptIn(Path file, String url) throws IOException {
    var credentials =
        Files.exists(file) ? parse(Files.readString(file)).at(url) : fresh(url, new SecureRandom());
    OwnerOnly.write(file, credentials.text());
    return credentials;
  }

  static Credentials parse(String text) {
    Map<String, String> values =
        text.lines()
            .map(line -> line.split("=", 2))
            .filter(pair -> pair.length == 2)
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (one, two) -> two));
    if (!values.containsKey(KEY) || !values.containsKey(ADMIN_KEY)) {
      throw new Refusal("credentials.env lacks %s or %s.".formatted(KEY, ADMIN_KEY));
    }
    return new Credentials(values.get(URL), values.get(KEY), values.get(ADMIN_KEY));
  }

  private Credentials at(String newUrl) {
    return new Credentials(newUrl, key, adminKey);
  }

  String text() {
    return "%s=%s\n%s=%s\n%s=%s\n".formatted(URL, url, KEY, key, ADMIN_KEY, adminKey);
  }

  /** Without the secrets, in case it is ever logged. */
  @Override
  public String toString() {
    return "Credentials[" + url + "]";
  }
}
