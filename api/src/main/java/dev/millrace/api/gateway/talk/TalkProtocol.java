package dev.millrace.api.gateway.talk;

import dev.millrace.api.call.Answer;
import dev.millrace.api.gateway.Faces;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Dialects;
import dev.millrace.model.Face;
import java.util.Optional;

/** The protocols in which conversations are held here. */
enum TalkProtocol {
  CHAT(Face.CHAT),
  RESPONSES(Face.RESPONSES),
  MESSAGES(Face.MESSAGES),
  GEMINI(Face.GEMINI),
  /** Runtools' model proxy, on which every conversational model answers. */
  PROXY(Dialects.PROXY, Optional.empty());

  private final Dialect dialect;
  private final Optional<Face> face;

  TalkProtocol(Face face) {
    this(Faces.dialectOf(face), Optional.of(face));
  }

  TalkProtocol(Dialect dialect, Optional<Face> face) {
    this.dialect = dialect;
    this.face = face;
  }

  /** What an answer in one piece comes to, as JSON; Runtools' has an envelope around it. */
  String body(Answer answer) {
    return switch (this) {
      case CHAT, RESPONSES, MESSAGES, GEMINI -> answer.output();
      case PROXY -> "{\"data\":" + CostField.in(answer.output(), answer.cost()) + "}";
    };
  }

  Dialect dialect() {
    return dialect;
  }

  /** The face that models may exclude; empty where none does. */
  Optional<Face> face() {
    return face;
  }
}
