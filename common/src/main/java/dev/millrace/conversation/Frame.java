package dev.millrace.conversation;

/**
 * One event of a streamed answer on the wire.
 *
 * @param event its name; empty where the dialect names none
 * @param data what it says: JSON, or a closing mark such as {@code [DONE]}
 */
public record Frame(String event, String data) {
  public static Frame of(String data) {
    return new Frame("", data);
  }
}
