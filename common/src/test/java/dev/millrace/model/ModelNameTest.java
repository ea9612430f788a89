package dev.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {
  private static final Pattern SHAPE =
      Pattern.compile("[a-z0-9][a-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._:-]*)+");

  @Property
  void exactlyWhatHasTheShapeIsAName(@ForAll("nearlyNames") String text) {
    assertThat(ModelName.parse(text).isPresent()).isEqualTo(SHAPE.matcher(text).matches());
  }

  @Property
  void aNameIsWrittenAsItWasRead(@ForAll("nearlyNames") String text) {
    ModelName.parse(text).ifPresent(name -> assertThat(name).hasToString(text));
  }

  @Provide
  Arbitrary<String> nearlyNames() {
    return Arbitraries.strings().withChars("aZ09._-:/ \u00e9").ofMaxLength(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"local/echo", "a/b", "fal-ai/flux/dev", "own/Qwen-2.5:7b", "9.x/y"})
  void namesOfModels(String text) {
    assertThat(ModelName.parse(text)).get().hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "a", "a/", "/a", "a//b", "a/b/", "A/b", "-a/b", "a/-b", "a:b/c", "a/b\n"})
  void whatIsNoNameOfAModel(String text) {
    assertThat(ModelName.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {199, 200, 201})
  void aNameHasAtMostTwoHundredCharacters(int length) {
    assertThat(ModelName.parse("a/" + "b".repeat(length - 2)).isPresent()).isEqualTo(length <= 200);
  }
}
