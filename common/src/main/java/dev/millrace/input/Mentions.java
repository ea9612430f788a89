package dev.millrace.input;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.blob.FileUrl;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.FilesAs;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The texts of a stored input that stand for files, as far as a form of handing them over asks for
 * them; each once.
 *
 * @param ours stored URLs of files of ours, with their ids
 * @param dataUris bytes that the input carries itself, where they must become URLs
 * @param publicUrls whatever else begins as a URL does, where it must become bytes
 */
record Mentions(Map<String, UUID> ours, Set<String> dataUris, Set<String> publicUrls) {
  /** More distinct ones are refused. */
  static final int MOST = 64;

  private static final int LONGEST_URL = 8192;

  /** Fails with INVALID_INPUT when there are more than {@link #MOST} of a kind. */
  static Mentions in(JsonNode input, FilesAs.Form form) {
    var found = new Mentions(new LinkedHashMap<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
    Texts.each(input, text -> found.take(text, form));
    return found;
  }

  private void take(String text, FilesAs.Form form) {
    var own = FileUrl.read(text, Optional.empty());
    if (own.isPresent()) {
      own.get().id().ifPresent(id -> ours.put(text, id));
    } else if (form == FilesAs.Form.URL && isDataUri(text)) {
      dataUris.add(text);
    } else if (form == FilesAs.Form.DATA && isUrl(text)) {
      publicUrls.add(text);
    }
    if (ours.size() > MOST || dataUris.size() > MOST || publicUrls.size() > MOST) {
      throw tooMany();
    }
  }

  static FaultException tooMany() {
    return new FaultException(
        FaultCode.INVALID_INPUT,
        "the input names more than %d files, which is the most that one may".formatted(MOST));
  }

  private static boolean isDataUri(String text) {
    return text.startsWith("data:") && text.indexOf(',') > 0;
  }

  private static boolean isUrl(String text) {
    return text.length() <= LONGEST_URL
        && (text.regionMatches(true, 0, "https://", 0, 8)
            || text.regionMatches(true, 0, "http://", 0, 7))
        && text.chars().noneMatch(c -> c <= ' ');
  }
}
