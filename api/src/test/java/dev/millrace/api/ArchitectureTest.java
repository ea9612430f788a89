package dev.millrace.api;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.millrace.HouseRules;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

  static Stream<ArchRule> rules() {
    return HouseRules.ofMillrace().all().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theApiKeepsTheHouseRules(ArchRule rule) {
    rule.check(
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.millrace.api"));
  }
}
