package dev.millrace.conversation;

/** Who speaks. */
public enum Role {
  /** The platform's or application's standing instructions. */
  SYSTEM,
  /** Instructions of the application's developer; where a dialect has no such role, as SYSTEM. */
  DEVELOPER,
  /** The person; results of tools come in its turns too. */
  USER,
  /** The model. */
  ASSISTANT
}
