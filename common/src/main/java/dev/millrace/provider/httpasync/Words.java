package dev.millrace.provider.httpasync;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.provider.settings.SettingsReader;
import java.util.Set;

/**
 * The upstream's words for how a run stands.
 *
 * @param at where a status reply has its word
 */
record Words(
    JsonPointer at,
    Set<String> running,
    Set<String> succeeded,
    Set<String> failed,
    Set<String> cancelled) {

  /** How a run stands upstream. */
  enum Standing {
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED
  }

  static Words read(SettingsReader reader) {
    return new Words(
        reader.pointer("at"),
        reader.someWords("running"),
        reader.someWords("succeeded"),
        reader.words("failed"),
        reader.words("cancelled"));
  }

  /** Throws a fault for a word that the catalogue does not know. */
  Standing in(JsonNode status) {
    var word = status.at(at).asText();
    if (running.contains(word)) {
      return Standing.RUNNING;
    }
    if (succeeded.contains(word)) {
      return Standing.SUCCEEDED;
    }
    if (failed.contains(word)) {
      return Standing.FAILED;
    }
    if (cancelled.contains(word)) {
      return Standing.CANCELLED;
    }
    throw new FaultException(
        FaultCode.PROVIDER_BROKEN,
        "The provider's reply has no status that the catalogue knows at %s.".formatted(at));
  }
}
