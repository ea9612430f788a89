package dev.millrace.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.ContentType;
import dev.millrace.request.DataUrl;
import dev.millrace.request.Output;
import dev.millrace.request.ProducedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Takes files out of an output that carries them as text: {@code data:image/png;base64,…}. Only
 * strings that are nothing else count, of types that are files: texts in such clothes stay. Pure.
 */
final class Embedded {
  private static final Set<String> FAMILIES = Set.of("image", "video", "audio");
  private static final Set<String> TYPES = Set.of("application/pdf", ContentType.UNKNOWN);

  private final String prefix = "embedded:" + UUID.randomUUID() + ":";
  private final List<ProducedFile> files;

  private Embedded(List<ProducedFile> files) {
    this.files = new ArrayList<>(files);
  }

  static boolean isIn(JsonNode value) {
    if (isFile(value)) {
      return true;
    }
    for (var inner : value) {
      if (isIn(inner)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The output with a placeholder for each. Fails with PROVIDER_BROKEN when one is not what it says
   * that it is.
   */
  static Output lift(Output output) {
    var embedded = new Embedded(output.files());
    var value = Texts.replace(output.value(), embedded::placeholder);
    return new Output(value, embedded.files);
  }

  private TextNode placeholder(TextNode text) {
    if (!isFile(text)) {
      return text;
    }
    var type = type(text);
    var bytes = DataUrl.bytes(text);
    if (bytes.length == 0) {
      throw new FaultException(
          FaultCode.PROVIDER_BROKEN,
          "the provider's output file could not be read: it came as a data: URI that holds no"
              + " base64");
    }
    var placeholder = prefix + files.size();
    files.add(
        new ProducedFile(placeholder, FileNames.of("output-" + files.size(), type), type, bytes));
    return TextNode.valueOf(placeholder);
  }

  private static boolean isFile(JsonNode value) {
    if (!DataUrl.is(value)) {
      return false;
    }
    var type = type(value);
    return TYPES.contains(type) || FAMILIES.contains(type.substring(0, type.indexOf('/')));
  }

  private static String type(JsonNode value) {
    var text = value.textValue();
    var head = text.substring(text.indexOf(':') + 1, text.indexOf(','));
    var type = ContentType.essence(head);
    return FileNames.isType(type) ? type : "text/plain";
  }
}
