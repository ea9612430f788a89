package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Piece;
import dev.millrace.dialect.Signer;
import dev.millrace.dialect.openai.Texts;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/** One item of an upstream's answer, and how much of it has been handed on. */
final class UpstreamItem {
  private static final int UNNAMED = -1;

  /** Far more than items have. */
  private static final int MOST_TEXTS = 1_024;

  /** A text of an item, of which there may be several. */
  enum Strand {
    WORDS("content_index"),
    REFUSAL("content_index"),
    SUMMARY("summary_index"),
    THOUGHTS("content_index"),
    ARGUMENTS("");

    private final String index;

    Strand(String index) {
      this.index = index;
    }

    /** Which of several an event speaks of. */
    int indexIn(JsonNode event) {
      return event.path(index).asInt(0);
    }
  }

  private final int index;
  private final String id;
  private final IntSupplier calls;
  private final List<Told> told = new ArrayList<>();
  private int call = UNNAMED;
  private int sources;
  private boolean signed;

  /**
   * @param index among the answer's items; below zero when it is not known
   * @param id empty when it is not known
   * @param calls gives the next call of a tool its number
   */
  UpstreamItem(int index, String id, IntSupplier calls) {
    this.index = index;
    this.id = id;
    this.calls = calls;
  }

  /** How many characters of a text have been handed on. */
  private static final class Told {
    private final Strand strand;
    private final int index;
    private int length;

    private Told(Strand strand, int index) {
      this.strand = strand;
      this.index = index;
    }
  }

  boolean is(int otherIndex, String otherId) {
    return otherIndex >= 0 && index >= 0 ? index == otherIndex : id.equals(otherId);
  }

  boolean isRefusal() {
    return has(Strand.REFUSAL);
  }

  boolean isSaid() {
    return has(Strand.WORDS);
  }

  private boolean has(Strand strand) {
    return told.stream().anyMatch(text -> text.strand == strand && text.length > 0);
  }

  List<Piece> more(Strand strand, int at, String text) {
    if (text.isEmpty() || isBeside(strand)) {
      return List.of();
    }
    var before = told(strand, at);
    var words = before.length == 0 ? between(strand) + text : text;
    before.length += text.length();
    return List.of(piece(strand, words));
  }

  List<Piece> rest(Strand strand, int at, String text) {
    if (isBeside(strand)) {
      return List.of();
    }
    int length = told(strand, at).length;
    return length < text.length() ? more(strand, at, text.substring(length)) : List.of();
  }

  /**
   * Thoughts come as they are or as a summary; what comes first is enough. Arguments of a call
   * whose name is not known yet come again with the name.
   */
  private boolean isBeside(Strand strand) {
    return switch (strand) {
      case WORDS, REFUSAL -> false;
      case SUMMARY -> has(Strand.THOUGHTS);
      case THOUGHTS -> has(Strand.SUMMARY);
      case ARGUMENTS -> call == UNNAMED;
    };
  }

  private Told told(Strand strand, int at) {
    for (int last = told.size() - 1; last >= 0; last--) {
      var text = told.get(last);
      if (text.strand == strand && text.index == at) {
        return text;
      }
    }
    if (told.size() == MOST_TEXTS) {
      throw broken("answer has an item of more parts than any has");
    }
    told.add(new Told(strand, at));
    return told.getLast();
  }

  /** Parts of a summary are paragraphs. */
  private String between(Strand strand) {
    return switch (strand) {
      case SUMMARY, THOUGHTS -> has(strand) ? ThoughtFields.BETWEEN : "";
      case WORDS, REFUSAL, ARGUMENTS -> "";
    };
  }

  private Piece piece(Strand strand, String text) {
    return switch (strand) {
      case WORDS -> new Piece.Text(Piece.Kind.CONTENT, text);
      case REFUSAL -> new Piece.Text(Piece.Kind.REFUSAL, text);
      case SUMMARY, THOUGHTS -> new Piece.Text(Piece.Kind.REASONING, text);
      case ARGUMENTS -> new Piece.ToolCall(call, Optional.empty(), Optional.empty(), text);
    };
  }

  /** What an item says at its beginning: a call its name. */
  List<Piece> begun(JsonNode item) {
    return Texts.of(item.path("type")).equals("function_call")
            && Texts.some(item.path("name")).isPresent()
        ? call(item)
        : List.of();
  }

  /** What of a whole item has not been handed on. Kinds that we do not know have nothing for us. */
  List<Piece> done(JsonNode item) {
    return switch (Texts.of(item.path("type"))) {
      case "message" -> message(item);
      case "reasoning" -> thoughts(item);
      case "function_call" -> call(item);
      default -> List.of();
    };
  }

  private List<Piece> message(JsonNode item) {
    var pieces = new ArrayList<Piece>();
    int at = 0;
    for (var part : item.path("content")) {
      pieces.addAll(rest(Strand.WORDS, at, Texts.of(part.path("text"))));
      pieces.addAll(rest(Strand.REFUSAL, at, Texts.of(part.path("refusal"))));
      at++;
    }
    int seen = sources;
    sources = 0;
    for (var part : item.path("content")) {
      for (var annotation : part.path("annotations")) {
        var source = annotation(annotation);
        pieces.addAll(sources > seen ? source : List.of());
      }
    }
    return pieces;
  }

  /** A source; other annotations name files that only the provider has. */
  List<Piece> annotation(JsonNode annotation) {
    var url = Texts.some(annotation.path("url"));
    if (url.isEmpty()) {
      return List.of();
    }
    sources++;
    return List.of(new Piece.Citation(url.get(), Texts.of(annotation.path("title"))));
  }

  private List<Piece> thoughts(JsonNode item) {
    var pieces = new ArrayList<Piece>();
    addAll(Strand.SUMMARY, item.path("summary"), pieces);
    addAll(Strand.THOUGHTS, item.path("content"), pieces);
    var proof = Texts.some(item.path("encrypted_content")).filter(value -> !signed);
    proof.map(Signer.RESPONSES::signed).map(Piece.Signature::new).ifPresent(pieces::add);
    signed |= proof.isPresent();
    return pieces;
  }

  private void addAll(Strand strand, JsonNode parts, List<Piece> pieces) {
    int at = 0;
    for (var part : parts) {
      pieces.addAll(rest(strand, at, Texts.of(part.path("text"))));
      at++;
    }
  }

  private List<Piece> call(JsonNode item) {
    var arguments = arguments(item.path("arguments"));
    if (call != UNNAMED) {
      return rest(Strand.ARGUMENTS, 0, arguments);
    }
    var name = Texts.some(item.path("name"));
    var callId = Texts.some(item.path("call_id")).or(() -> Texts.some(item.path("id")));
    if (name.isEmpty() || callId.isEmpty()) {
      throw broken("answer calls a tool without saying which");
    }
    call = calls.getAsInt();
    told(Strand.ARGUMENTS, 0).length = arguments.length();
    return List.of(new Piece.ToolCall(call, callId, name, arguments));
  }

  /** They are a text; some servers send the object itself. */
  private static String arguments(JsonNode arguments) {
    return arguments.isObject() ? arguments.toString() : Texts.of(arguments);
  }

  private static FaultException broken(String what) {
    return new FaultException(FaultCode.PROVIDER_BROKEN, "The provider's " + what + ".");
  }
}
