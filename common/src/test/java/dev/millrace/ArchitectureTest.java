package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Nested
  class InOurHouse {
    private static final HouseRules RULES = HouseRules.ofMillrace();
    private static final JavaClasses HOUSE =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.millrace");

    @Test
    void thereAreClassesToLookAt() {
      assertThat(HOUSE.size()).isGreaterThan(40);
    }

    @Test
    void coreDoesNoIo() {
      RULES.coreDoesNoIo().check(HOUSE);
    }

    @Test
    void coreKnowsNeitherPortsNorAdapters() {
      RULES.coreKnowsNeitherPortsNorAdapters().check(HOUSE);
    }

    @Test
    void portsKnowNoAdapters() {
      RULES.portsKnowNoAdapters().check(HOUSE);
    }

    @Test
    void adaptersDoNotKnowEachOther() {
      RULES.adaptersDoNotKnowEachOther().check(HOUSE);
    }

    @Test
    void rowsStayInPostgres() {
      RULES.rowsStayInPostgres().check(HOUSE);
    }

    @Test
    void namesSayWhatAClassIsFor() {
      RULES.namesSayWhatAClassIsFor().check(HOUSE);
    }
  }

  /** Each rule is seen to fail, on exactly the classes that break it. */
  @Nested
  class InAHouseInDisorder {
    private static final HouseRules RULES = new HouseRules("dev.millrace.archfixture");
    private static final JavaClasses HOUSE =
        new ClassFileImporter().importPackages("dev.millrace.archfixture");

    @Test
    void coreThatDoesIoIsFound() {
      assertThat(offenders(RULES.coreDoesNoIo())).containsExactly("money.Asking");
    }

    @Test
    void coreThatKnowsPortsOrAdaptersIsFound() {
      assertThat(offenders(RULES.coreKnowsNeitherPortsNorAdapters()))
          .containsExactly("money.Knowing");
    }

    @Test
    void aPortThatKnowsAnAdapterIsFound() {
      assertThat(offenders(RULES.portsKnowNoAdapters())).containsExactly("queue.Peeking");
    }

    @Test
    void adaptersThatKnowEachOtherAreFoundAndWhatDialectsShareIsNot() {
      assertThat(offenders(RULES.adaptersDoNotKnowEachOther()))
          .containsExactly("kafka.Topic", "provider.two.Two");
    }

    @Test
    void aRowOutsidePostgresIsFound() {
      assertThat(offenders(RULES.rowsStayInPostgres())).containsExactly("kafka.StrayRow");
    }

    @Test
    void aNameThatSaysNothingIsFound() {
      assertThat(offenders(RULES.namesSayWhatAClassIsFor())).containsExactly("blob.BlobManager");
    }

    @Test
    void noRuleIsLeftOutOfAll() {
      assertThat(RULES.all())
          .allSatisfy(rule -> assertThat(offenders(rule)).isNotEmpty())
          .hasSize(6);
    }

    /** The classes of the fixture that the rule's report names as the origin of a violation. */
    private static List<String> offenders(ArchRule rule) {
      var report = String.join("\n", rule.evaluate(HOUSE).getFailureReport().getDetails());
      return HOUSE.stream()
          .map(type -> type.getName())
          .filter(
              name ->
                  report.matches(
                      "(?s).*(Class|Field|Method|Constructor|Record) <" + name + "[.> ].*"))
          .map(name -> name.substring("dev.millrace.archfixture.".length()))
          .sorted()
          .toList();
    }
  }
}
