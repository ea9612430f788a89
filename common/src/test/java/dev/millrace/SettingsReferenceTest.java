package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.SettingsReference;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {

  @Test
  void namesEverySettingWithItsDefault() {
    assertThat(SettingsReference.countOf("dev.millrace")).isPositive();
    assertThat(SettingsReference.missingFor("dev.millrace")).isEmpty();
  }
}
