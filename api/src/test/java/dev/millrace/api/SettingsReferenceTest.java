package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.SettingsReference;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {

  @Test
  void namesEverySetting() {
    assertThat(SettingsReference.settingsOf("dev.millrace.api")).isNotEmpty();
    assertThat(SettingsReference.missingFor("dev.millrace.api")).isEmpty();
  }
}
