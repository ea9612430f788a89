package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.SettingsReference;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {

  @Test
  void namesEverySettingWithItsDefault() {
    assertThat(SettingsReference.countOf("dev.millrace.api")).isPositive();
    assertThat(SettingsReference.missingFor("dev.millrace.api")).isEmpty();
  }
}
