package dev.millrace.provider.local;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes up prose about a text: the same prose for the same text, for ever. */
final class Prose {
  private static final int MAX_TOPIC = 40;
  private static final List<String> OPENERS =
      List.of("In short,", "As I see it,", "To begin with,", "Seen from afar,", "Oddly enough,");
  private static final List<String> SUBJECTS =
      List.of("the miller", "a patient river", "the old wheel", "every grain", "the quiet stream");
  private static final List<String> VERBS =
      List.of("carries", "turns around", "remembers", "slowly grinds", "keeps asking about");
  private static final List<String> OBJECTS =
      List.of("the question", "what came before", "the weight of water", "its own reflection");
  private static final List<String> CLOSERS =
      List.of(
          "and so it goes on.", "until the evening comes.", "as it always did.", "without haste.");

  private Prose() {}

  /** Three to six sentences, as words. */
  static List<String> about(String text) {
    var random = new SplittableRandom(text.hashCode());
    var words = new ArrayList<String>();
    words.addAll(List.of("You", "said:"));
    words.addAll(topic(text));
    int sentences = random.nextInt(3, 7);
    for (int i = 0; i < sentences; i++) {
      words.addAll(sentence(random));
    }
    return words;
  }

  private static List<String> topic(String text) {
    var topic = Words.of(text);
    return topic.size() <= MAX_TOPIC ? topic : topic.subList(0, MAX_TOPIC);
  }

  private static List<String> sentence(SplittableRandom random) {
    return Words.of(
        String.join(
            " ",
            pick(OPENERS, random),
            pick(SUBJECTS, random),
            pick(VERBS, random),
            pick(OBJECTS, random),
            pick(CLOSERS, random)));
  }

  private static String pick(List<String> choices, SplittableRandom random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
