package dev.millrace.engines;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.millrace.engines", importOptions = DoNotIncludeTests.class)
class EnginesAloneTest {
  /** Applications use this package without the engines' jars. */
  @ArchTest
  static final ArchRule needsNothingButTheJdk =
      classes()
          .that()
          .resideInAPackage("dev.millrace.engines")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.millrace.engines", "java..", "com.sun.security.auth.module");
}
