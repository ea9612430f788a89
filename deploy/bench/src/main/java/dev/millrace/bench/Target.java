package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The platform under load.
 *
 * @param url where its api is
 * @param key an account's key, or the operator's
 */
public record Target(String url, String key) {

  /** From {@code MILLRACE_URL} and {@code MILLRACE_KEY}, else from a home's credentials.env. */
  public static Target from(Map<String, String> environment) throws IOException {
    return from(environment, "MILLRACE_KEY");
  }

  /** The same with the operator's key, {@code MILLRACE_ADMIN_KEY}. */
  public static Target ofOperator(Map<String, String> environment) throws IOException {
    return from(environment, "MILLRACE_ADMIN_KEY");
  }

  private static Target from(Map<String, String> environment, String key) throws IOException {
    var facts = new HashMap<String, String>();
    var home = Path.of(environment.getOrDefault("MILLRACE_HOME", ".millrace"));
    var credentials = home.resolve("credentials.env");
    if (Files.exists(credentials)) {
      Files.readAllLines(credentials).forEach(line -> put(facts, line));
    }
    facts.putAll(environment);
    return new Target(need(facts, "MILLRACE_URL"), need(facts, key));
  }

  private static void put(Map<String, String> facts, String line) {
    int equals = line.indexOf('=');
    if (equals > 0 && !line.startsWith("#")) {
      facts.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
    }
  }

  private static String need(Map<String, String> facts, String name) {
    var value = facts.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          name + " is not known: start the platform with make run first, or set it");
    }
    return value;
  }

  @Override
  public String toString() {
    return url;
  }
}
