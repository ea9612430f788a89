package dev.millrace.model.yaml;

/**
 * Why a text is no catalogue.
 *
 * @param line counted from 1
 * @param reason names the place and what is wrong with it
 */
public record Problem(int line, String reason) {
  @Override
  public String toString() {
    return "line %d: %s".formatted(line, reason);
  }
}
