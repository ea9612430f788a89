package dev.millrace.model.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * What a plain word of YAML means: what it means in JSON, and else a text. So {@code no}, {@code
 * 1:30} and {@code 0777} stay the words that they look like, as in YAML 1.2.
 */
final class Scalars {
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,99})");
  private static final Pattern DECIMAL =
      Pattern.compile("-?(0|[1-9][0-9]{0,99})(\\.[0-9]{1,99})?([eE][-+]?[0-9]{1,3})?");

  private Scalars() {}

  static JsonNode json(ScalarNode scalar) {
    var tag = scalar.getTag();
    var text = scalar.getValue();
    if (Tag.NULL.equals(tag)) {
      return NullNode.getInstance();
    }
    if (Tag.BOOL.equals(tag) && (text.equals("true") || text.equals("false"))) {
      return BooleanNode.valueOf(text.equals("true"));
    }
    if (Tag.INT.equals(tag) || Tag.FLOAT.equals(tag)) {
      return number(text);
    }
    if (Tag.standardTags.contains(tag)) {
      return TextNode.valueOf(text);
    }
    throw new UnknownTag(scalar);
  }

  private static JsonNode number(String text) {
    if (WHOLE.matcher(text).matches()) {
      return whole(new BigInteger(text));
    }
    return DECIMAL.matcher(text).matches()
        ? DecimalNode.valueOf(new BigDecimal(text))
        : TextNode.valueOf(text);
  }

  private static JsonNode whole(BigInteger value) {
    var json = JsonNodeFactory.instance;
    if (value.bitLength() < Integer.SIZE) {
      return json.numberNode(value.intValueExact());
    }
    return value.bitLength() < Long.SIZE
        ? json.numberNode(value.longValueExact())
        : json.numberNode(value);
  }

  private static final class UnknownTag extends MarkedYAMLException {
    private static final long serialVersionUID = 1L;

    UnknownTag(ScalarNode scalar) {
      super(
          null,
          null,
          "the tag %s means nothing here".formatted(scalar.getTag()),
          scalar.getStartMark());
    }
  }
}
