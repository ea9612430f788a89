package dev.millrace.api.gateway;

import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Dialects;
import dev.millrace.model.Face;

/** What is spoken on which face. Pure. */
public final class Faces {
  private Faces() {}

  public static Dialect dialectOf(Face face) {
    return switch (face) {
      case CHAT -> Dialects.CHAT;
      case RESPONSES -> Dialects.RESPONSES;
      case MESSAGES -> Dialects.ANTHROPIC;
      case GEMINI -> Dialects.GEMINI;
    };
  }
}
