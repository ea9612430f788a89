package dev.millrace.deployment;

import dev.millrace.secret.MasterKeys;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads master keys from settings. Complaints name keys, and never show them. Pure.
 *
 * @param lines of the file, or none
 */
record MasterKeyReader(Map<String, String> settings, String lines, Optional<String> current) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /**
   * The keys; none when nothing is set.
   *
   * @throws IllegalArgumentException when what is set makes no sense
   */
  MasterKeys read() {
    var texts = new TreeMap<>(settings);
    lines
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .forEach(line -> add(texts, line));
    if (texts.isEmpty()) {
      return none();
    }
    var keys = new TreeMap<String, byte[]>();
    texts.forEach((name, text) -> keys.put(name, bytes(name, text)));
    return new MasterKeys(keys, currentOf(keys));
  }

  private MasterKeys none() {
    if (current.isPresent()) {
      throw new IllegalArgumentException(
          "millrace.secrets.current is '%s', but there is no master key; set millrace.secrets.master-keys or millrace.secrets.file"
              .formatted(current.get()));
    }
    return MasterKeys.NONE;
  }

  private static void add(Map<String, String> texts, String line) {
    int sign = line.indexOf('=');
    if (sign < 1) {
      throw new IllegalArgumentException(
          "millrace.secrets.file has a line that is not name=base64");
    }
    var name = line.substring(0, sign).strip();
    if (texts.put(name, line.substring(sign + 1).strip()) != null) {
      throw new IllegalArgumentException(
          "master key '%s' is set twice; give each its own name".formatted(name));
    }
  }

  private static byte[] bytes(String name, String text) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of a master key has at most 64 letters, digits, dots, hyphens and underscores");
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) { // its message may show a part of the key
      throw new IllegalArgumentException("master key '%s' is not base64".formatted(name));
    }
  }

  private String currentOf(Map<String, byte[]> keys) {
    if (current.isEmpty() && keys.size() > 1) {
      throw new IllegalArgumentException(
          "there are the master keys %s; say with millrace.secrets.current which one seals from now on"
              .formatted(keys.keySet()));
    }
    return current.orElseGet(() -> keys.keySet().iterator().next());
  }
}
