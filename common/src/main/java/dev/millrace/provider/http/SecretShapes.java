package dev.millrace.provider.http;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What looks like somebody's secret, whoever it belongs to: credentials under their name or behind
 * their scheme, keys by their known beginnings, signed URLs, and long runs of what is no language.
 */
final class SecretShapes {
  private static final String HIDDEN = OwnSecrets.HIDDEN;

  /** Between a name and its value, in JSON, in a header, in a query. */
  private static final String IS = "[\\\\\"'`\\s]*(?:[=:]|%3[dD])>?[\\\\\"'`\\s]*";

  private static final String SCHEME = "(?:(?:bearer|basic|key|token)\\s+)?";
  private static final String VALUE = "[^\\s\"'`\\\\,;&<>)}\\]\\[]";

  /** No word of a language: a digit in it, or a capital behind a small letter. */
  private static final String NO_WORD = "(?-i:(?=\\S{0,80}\\d|\\S{0,80}[a-z][A-Z]))";

  private static final String NAMES =
      "(?:proxy-)?authorization|x-(?:amz|goog|ms)-[\\w-]{1,40}|[\\w-]{0,40}signature|sig|[\\w-]{0,40}api[-_"
          + " ]?key|access[-_ ]?key(?:[-_ ]?id)?|[\\w-]{0,40}secret(?:[-_"
          + " ]?[\\w-]{0,40}key)?|[\\w-]{0,40}(?:access|auth|refresh|id|session|security|bearer)[-_"
          + " ]?token|[\\w-]{0,40}pass(?:word|wd|phrase)|pwd|credentials?|private[-_ ]?key";

  private static final String BEGINNINGS =
      "sk|pk|rk|r8|hf|gsk|xai|fw|pplx|nvapi|glpat|gh[pousr]|xox[abprs]|whsec|mr_(?:live|test|admin)";

  private record Shape(Pattern pattern, String replacement) {
    static Shape of(String regex, String replacement) {
      return new Shape(Pattern.compile("(?i)" + regex), replacement);
    }
  }

  private static final List<Shape> SHAPES =
      List.of(
          Shape.of("(?s)-----BEGIN [^-]{1,60}-----.*?(?:-----END [^-]{1,60}-----|$)", HIDDEN),
          Shape.of("\\bdata:[\\w/+.;=-]{0,100},[^\\s\"'<>)]{16,}(?:\\s+[\\w+/=-]{40,})*", HIDDEN),
          // Who may fetch a URL often stands in it: before the host, or behind the question mark.
          Shape.of(
              "(\\b[a-z][a-z0-9+.-]{1,20}:\\\\?/\\\\?/)[^\\s/?#\"'<>@]{1,500}@",
              "$1" + HIDDEN + "@"),
          Shape.of(
              "(\\b[a-z][a-z0-9+.-]{1,20}:\\\\?/\\\\?/[^\\s?#\"'<>]{1,2000})[?#][^\\s\"'<>]*",
              "$1?" + HIDDEN),
          Shape.of("((?:set-)?cookie" + IS + ")[^\\r\\n]+", "$1" + HIDDEN),
          Shape.of(
              "((?<![a-z])(?:" + NAMES + ")" + IS + ")" + SCHEME + VALUE + "{4,}", "$1" + HIDDEN),
          Shape.of(
              "((?<![a-z])(?:key|token)(?:\\s+\\w{1,12}){0,2}"
                  + IS
                  + ")"
                  + NO_WORD
                  + VALUE
                  + "{6,}",
              "$1" + HIDDEN),
          Shape.of("\\bbearer\\s+(?:[\\w.~+/=-]{16,}|" + NO_WORD + "[\\w.~+/=-]{8,})", HIDDEN),
          Shape.of(
              "\\b(?:basic|key|token)\\s+[\\\\\"'`]*" + NO_WORD + "[\\w.~+/=:-]{8,}[\\\\\"'`]*",
              HIDDEN),
          Shape.of("\\b(?:" + BEGINNINGS + ")[-_][\\w*.-]{6,}", HIDDEN),
          Shape.of("\\b(?:A[KS]IA[0-9A-Z]{12,}|AIza[\\w-]{20,}|ya29\\.[\\w.-]{10,})", HIDDEN),
          Shape.of("\\beyJ[\\w-]{8,}(?:\\.[\\w-]*){0,4}", HIDDEN),
          Shape.of("\\b[0-9a-f]{32,}\\b", HIDDEN),
          // Base64, also in lines; below that length it must not be a word or a path of words.
          Shape.of("[\\w+/-]{60,}={0,2}(?:\\s+(?:[\\w+/-]{20,}={0,2}|[\\w+/-]+={1,2}))*", HIDDEN),
          Shape.of(
              "(?<![\\w+/=-])(?-i:(?=[\\w+/-]*[a-z])(?=[\\w+/-]*[A-Z])(?=[\\w+/-]*\\d))[\\w+/-]{32,}={0,2}",
              HIDDEN));

  private SecretShapes() {}

  static String hideIn(String text) {
    var clean = text;
    for (var shape : SHAPES) {
      clean = shape.pattern.matcher(clean).replaceAll(shape.replacement);
    }
    return clean;
  }
}
