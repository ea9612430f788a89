package dev.millrace.conversation;

/**
 * A dialect has no words for something that a conversation asks for. Whoever knows the caller's
 * protocol names the caller's field for it. It has no stack trace.
 */
public final class InexpressibleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Feature feature;

  /**
   * @param why a clause that goes on from the field's name, such as {@code takes at most 4 texts
   *     there}; without the provider's name
   */
  public InexpressibleException(Feature feature, String why) {
    super(why, null, false, false);
    this.feature = feature;
  }

  public Feature feature() {
    return feature;
  }
}
