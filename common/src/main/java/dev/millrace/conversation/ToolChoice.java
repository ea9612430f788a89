package dev.millrace.conversation;

/** Whether a model has to call tools. */
public sealed interface ToolChoice {
  /** As it likes. */
  record Auto() implements ToolChoice {}

  /** It must not. */
  record None() implements ToolChoice {}

  /** It has to call one, whichever. */
  record Required() implements ToolChoice {}

  /** It has to call this function. */
  record Named(String name) implements ToolChoice {}
}
