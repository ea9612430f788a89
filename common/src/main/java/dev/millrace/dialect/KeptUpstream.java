package dev.millrace.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.fault.FaultException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Places at which a body may name something that its protocol's server keeps: an earlier response,
 * an uploaded file, a cache. Upstream such things belong to the operator's account, which all
 * callers share, so none of them may name one: it might be another caller's.
 */
public final class KeptUpstream {
  private final List<Rule> rules;

  private KeptUpstream(List<Rule> rules) {
    this.rules = rules;
  }

  private record Rule(Places places, Predicate<JsonNode> isKept) {}

  /**
   * Wherever one of these has a value.
   *
   * @param paths such as {@code messages[].content[].file_id}
   */
  public static KeptUpstream at(String... paths) {
    return new KeptUpstream(List.of(new Rule(Places.at(paths), value -> !value.isNull())));
  }

  /** Also where this one has such a value. */
  public KeptUpstream or(String path, Predicate<JsonNode> isKept) {
    return new KeptUpstream(
        Stream.concat(rules.stream(), Stream.of(new Rule(Places.at(path), isKept))).toList());
  }

  /**
   * Refuses a body that names such a thing.
   *
   * @throws FaultException of FIELD_UNSUPPORTED that names the field
   */
  public void refuse(ObjectNode body) {
    rules.forEach(
        rule ->
            rule.places()
                .each(
                    body,
                    (path, value) -> {
                      if (rule.isKept().test(value)) {
                        throw FieldFault.unsupported(
                            path,
                            "names something that is kept at the provider, in an account that is not yours; send the thing itself");
                      }
                    }));
  }
}
