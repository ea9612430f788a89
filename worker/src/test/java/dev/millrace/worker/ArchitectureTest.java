package dev.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.millrace.HouseRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static final JavaClasses WORKER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.millrace.worker");

  @Test
  void thereAreClassesToLookAt() {
    assertThat(WORKER.size()).isGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource
  void theWorkerKeepsTheRulesOfTheHouse(ArchRule rule) {
    rule.check(WORKER);
  }

  static List<ArchRule> theWorkerKeepsTheRulesOfTheHouse() {
    return HouseRules.ofMillrace().all();
  }
}
