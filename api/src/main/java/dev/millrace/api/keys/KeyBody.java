package dev.millrace.api.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.access.IpRange;
import dev.millrace.access.KeyTerms;
import dev.millrace.access.ModelPattern;
import dev.millrace.access.Scope;
import dev.millrace.access.Scopes;
import dev.millrace.account.ApiKey;
import dev.millrace.account.KeyCaps;
import dev.millrace.account.NewKey;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.dialect.Fields;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads what a body says of a key, by what holds where it says nothing: the terms of the key that
 * makes it, or its own. {@code null} takes a bound away. Pure. All methods fail with a {@link
 * FaultException} that names the field: of MALFORMED for a wrong type and for a field that there is
 * not, of INVALID_INPUT for a value that does not fit.
 */
final class KeyBody {
  private static final int LONGEST_TEXT = 200;
  private static final int MOST_SCOPES = 64;
  private static final int MOST_PATTERNS = 100;

  private final ObjectNode body;
  private final Fields fields;

  KeyBody(ObjectNode body) {
    this.body = body;
    this.fields = Fields.of(body);
  }

  /** To be called when everything was read. */
  void refuseOthers() {
    fields.others().stream()
        .findFirst()
        .ifPresent(
            other -> {
              throw new FaultException(
                  FaultCode.MALFORMED, other.path() + " is no field that can be set here");
            });
  }

  /** Of a key to be made, which needs a name. */
  NewKey.Label label() {
    if (!fields.has("name")) {
      throw Refusal.of("name", "required", "is required: what the key is called");
    }
    return label(new NewKey.Label("", Optional.empty()));
  }

  NewKey.Label label(NewKey.Label before) {
    var name = fields.optionalText("name").map(text -> checked("name", text));
    var project =
        body.has("projectId")
            ? fields.optionalText("projectId").map(text -> checked("projectId", text))
            : before.project();
    return new NewKey.Label(name.orElse(before.name()), project);
  }

  private static String checked(String field, String text) {
    if (text.isBlank() || text.codePointCount(0, text.length()) > LONGEST_TEXT) {
      throw Refusal.of(
          field, "maxLength", "must have from 1 to %d characters".formatted(LONGEST_TEXT));
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.of(field, "pattern", "must not hold control characters");
    }
    return text;
  }

  /** Of a key to be made. */
  ApiKey.Kind kind(ApiKey.Kind before) {
    return fields
        .bool("isTest")
        .map(isTest -> isTest ? ApiKey.Kind.TEST : ApiKey.Kind.LIVE)
        .orElse(before);
  }

  KeyTerms terms(KeyTerms before, Instant now) {
    return new KeyTerms(
        scopes(before.scopes()),
        several("allowedModels", before.models(), KeyBody::pattern),
        several("allowedIps", before.addresses(), KeyBody::range),
        new BoundsBody(body, fields).limits(before.limits()),
        expiry(before.expiresAt(), now));
  }

  KeyCaps caps(KeyCaps before) {
    return new BoundsBody(body, fields).caps(before);
  }

  private Scopes scopes(Scopes before) {
    var name = either("scopes", "permissions");
    if (!fields.has(name)) {
      return before;
    }
    var words = texts(name, MOST_SCOPES);
    if (words.isEmpty()) {
      throw Refusal.of(name, "minItems", "must name at least one scope");
    }
    return Scopes.parse(words).orElseThrow(() -> unknownScope(name, words));
  }

  private static FaultException unknownScope(String name, List<String> words) {
    return Refusal.of(
        name,
        "enum",
        "holds %s, which is no scope; there are *, %s, and resource:* for all of a resource"
            .formatted(
                Scopes.unknownIn(words).map(KeyBody::shown).orElse("a word"),
                Arrays.stream(Scope.values()).map(Scope::word).collect(Collectors.joining(", "))));
  }

  private <T> List<T> several(String name, List<T> before, Function<String, Optional<T>> reader) {
    if (!fields.has(name)) {
      return body.has(name) ? List.of() : before;
    }
    return texts(name, MOST_PATTERNS).stream()
        .map(text -> reader.apply(text).orElseThrow(() -> unfit(name, text)))
        .distinct()
        .toList();
  }

  private static Optional<ModelPattern> pattern(String text) {
    return ModelPattern.parse(text);
  }

  private static Optional<IpRange> range(String text) {
    return IpRange.parse(text.strip());
  }

  private static FaultException unfit(String name, String text) {
    return Refusal.of(
        name,
        "pattern",
        name.equals("allowedIps")
            ? "holds %s, which is no address and no range such as 203.0.113.0/24"
                .formatted(shown(text))
            : "holds %s, which is no model's name; * stands for any characters"
                .formatted(shown(text)));
  }

  /** Of what a caller wrote, no more goes back than is needed to find it. */
  private static String shown(String text) {
    return "\"" + text.substring(0, Math.min(text.length(), 40)) + "\"";
  }

  private List<String> texts(String name, int most) {
    var items = fields.items(name);
    if (items.size() > most) {
      throw Refusal.of(name, "maxItems", "must hold at most %d".formatted(most));
    }
    return items.stream().map(Fields.Value::text).toList();
  }

  private Optional<Instant> expiry(Optional<Instant> before, Instant now) {
    var name = either("expiresIn", "expiresAt");
    if (!body.has(name)) {
      return before;
    }
    return fields
        .optionalText(name)
        .map(text -> name.equals("expiresIn") ? Lifetime.in(text, now) : Lifetime.at(text, now));
  }

  /** One field under two names. */
  private String either(String name, String alias) {
    boolean hasAlias = body.has(alias);
    fields.known(name, alias);
    if (hasAlias && body.has(name)) {
      throw Refusal.of(alias, "not", "says the same as %s; send one of them".formatted(name));
    }
    return hasAlias ? alias : name;
  }
}
