package io.lumaris;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {

  private static final String ROOT = "io.lumaris";
  private static final String PLANTED_ROOT = "io.lumaris.planted";

  private static final JavaClasses LUMARIS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);
  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(PLANTED_ROOT);

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void lumarisKeeps(ArchitectureRule rule) {
    rule.under(ROOT).check(LUMARIS);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void theViolationPlantedForItIsReportedBy(ArchitectureRule rule) {
    var report = rule.under(PLANTED_ROOT).evaluate(PLANTED).getFailureReport();

    assertThat(report.getDetails()).anyMatch(line -> line.contains("." + rule.planted()));
  }
}
