package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.Underlay;
import java.util.List;
import java.util.Optional;

/**
 * How many tokens an answer may have. The field has an old name, the only one that many servers
 * know, and a new one, the only one that OpenAI's reasoning models take.
 */
final class TokenLimit {
  private static final String OLD = "max_tokens";
  private static final String NEW = "max_completion_tokens";

  /** How the names begin of OpenAI's models that reason, whether they are asked to or not. */
  private static final List<String> REASONING = List.of("gpt-5", "o1", "o3", "o4");

  private TokenLimit() {}

  static Optional<Long> read(Fields fields) {
    var old = positive(fields, OLD);
    var now = positive(fields, NEW);
    if (old.isPresent() && now.isPresent() && !old.equals(now)) {
      throw FieldFault.malformed(NEW, "says something else than '%s'".formatted(OLD));
    }
    return now.or(() -> old);
  }

  private static Optional<Long> positive(Fields fields, String name) {
    var limit = fields.whole(name);
    if (limit.isPresent() && limit.get() < 1) {
      throw FieldFault.malformed(fields.pathOf(name), "must be at least 1");
    }
    return limit;
  }

  static void write(Conversation conversation, String model, ObjectNode body) {
    var name = nameFor(model, conversation.reasoning().isPresent());
    conversation.maxTokens().ifPresent(most -> body.put(name, most));
  }

  /** The new name where reasoning is asked for, or the model is known to reason. */
  static String nameFor(String model, boolean reasoningAsked) {
    return reasoningAsked || REASONING.stream().anyMatch(model::startsWith) ? NEW : OLD;
  }

  /** Whether there is a limit by either name. */
  static boolean isSaid(Underlay under) {
    return under.says(OLD) || under.says(NEW);
  }
}
