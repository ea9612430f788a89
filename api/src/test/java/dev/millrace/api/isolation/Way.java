package dev.millrace.api.isolation;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How one operation is called so that it names what belongs to somebody: a line of {@code
 * isolation.txt}, whose head says what the columns mean.
 *
 * @param isListed whether the OpenAPI document has the operation
 */
record Way(
    Operation operation,
    boolean isListed,
    Whose whose,
    String path,
    Optional<String> body,
    String mediaType) {
  private static final Pattern WORD = Pattern.compile("\\$(\\w+)");
  private static final Pattern COLUMN = Pattern.compile("\\|");
  private static final int COLUMNS = 5;

  /** What an operation is about. */
  enum Whose {
    OWN,
    NAMED,
    ACCOUNT,
    KEY,
    ANYBODY,
    TOKEN,
    OPERATOR
  }

  static List<Way> all() {
    var ways = new ArrayList<Way>();
    try (var file = Way.class.getResourceAsStream("/isolation.txt")) {
      text(new InputStreamReader(file, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Way::read)
          .forEach(ways::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ways;
  }

  private static String text(Reader reader) throws IOException {
    var text = new StringBuilder();
    var part = new char[8192];
    for (int count = reader.read(part); count >= 0; count = reader.read(part)) {
      text.append(part, 0, count);
    }
    return text.toString();
  }

  private static Way read(String line) {
    var columns = new ArrayList<>(List.of(COLUMN.split(line, COLUMNS)));
    while (columns.size() < COLUMNS) {
      columns.add("");
    }
    var operation = Operation.of(columns.get(0).strip().replaceFirst("^\\+", ""));
    return new Way(
        operation,
        !line.startsWith("+"),
        Whose.valueOf(columns.get(1).strip().toUpperCase(Locale.ROOT)),
        columns.get(2).isBlank() ? operation.path() : columns.get(2).strip(),
        Optional.of(columns.get(3).strip()).filter(body -> !body.isEmpty()),
        columns.get(4).isBlank() ? "application/json" : columns.get(4).strip());
  }

  /** The path with the ids in their places. Fails when there is an id missing. */
  String path(Map<String, String> ids) {
    var filled =
        WORD.matcher(path)
            .replaceAll(
                word ->
                    URLEncoder.encode(id(ids, word.group(1)), StandardCharsets.UTF_8)
                        .replace("\\", "\\\\")
                        .replace("$", "\\$"));
    if (filled.contains("{")) {
      throw new IllegalStateException("isolation.txt does not say how to fill " + operation);
    }
    return filled;
  }

  Optional<String> body(Map<String, String> ids) {
    return body.map(
        text ->
            WORD.matcher(text)
                .replaceAll(
                    word -> id(ids, word.group(1)).replace("\\", "\\\\").replace("$", "\\$")));
  }

  private String id(Map<String, String> ids, String word) {
    return Optional.ofNullable(ids.get(word))
        .orElseThrow(() -> new IllegalStateException("%s: what is $%s?".formatted(this, word)));
  }

  @Override
  public String toString() {
    return operation.toString();
  }
}
