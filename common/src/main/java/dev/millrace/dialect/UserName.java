package dev.millrace.dialect;

import dev.millrace.money.Fingerprint;

/** The caller's name for its user, as OpenAI's protocols take it. */
public final class UserName {
  /** OpenAI refuses longer ones; some clients of Anthropic's send more than a hundred. */
  private static final int LONGEST = 64;

  private UserName() {}

  /** The name itself, or a fingerprint of one that is too long: the same user has the same one. */
  public static String of(String name) {
    return name.length() <= LONGEST ? name : Fingerprint.whole(name);
  }
}
