package dev.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.SettingsReference;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {

  @Test
  void namesEverySetting() {
    assertThat(SettingsReference.settingsOf("dev.millrace.worker")).isNotEmpty();
    assertThat(SettingsReference.missingFor("dev.millrace.worker")).isEmpty();
  }
}
