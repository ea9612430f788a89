package dev.millrace.api.catalog.runner;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Where a word can be found, and how much that says. A name says most, a description least. */
enum Place {
  NAME(SearchText::names, 100, 60, 40),
  TAGS(SearchText::labels, 30, 20, 0),
  DESCRIPTION(SearchText::descriptions, 10, 10, 0);

  private final Function<SearchText, List<SoughtText>> texts;
  private final int whole;
  private final int begins;
  private final int within;

  /**
   * @param whole for a text that is this word
   * @param begins for one of whose words one begins so
   * @param within for one that has it anywhere; 0 where that is chance
   */
  Place(Function<SearchText, List<SoughtText>> texts, int whole, int begins, int within) {
    this.texts = texts;
    this.whole = whole;
    this.begins = begins;
    this.within = within;
  }

  /** As answers name it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How much it says that the word is found here; 0 when it is not. */
  int weigh(SearchText in, String word) {
    return texts.apply(in).stream().mapToInt(text -> weight(text, word)).max().orElse(0);
  }

  private int weight(SoughtText text, String word) {
    if (text.whole().equals(word)) {
      return whole;
    }
    if (text.hasWord(word)) {
      return begins;
    }
    return text.has(word) ? within : 0;
  }
}
