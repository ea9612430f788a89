package dev.millrace;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which package may import which, and what classes are called. The api and the worker hold their
 * own classes to these rules too.
 *
 * @param root the package that the house stands in; a test of the rules has houses of its own
 */
public record HouseRules(String root) {
  private static final List<String> CORE =
      List.of(
          "id",
          "request",
          "money",
          "model",
          "account",
          "access",
          "secret",
          "configuration",
          "fault",
          "conversation",
          "dialect",
          "background");
  private static final List<String> PORTS =
      List.of(
          "queue", "history", "ledger", "till", "event", "replay", "blob", "file", "fetch", "item",
          "reach", "webhook", "vault", "notice", "live", "limit");
  private static final List<String> ADAPTERS =
      List.of("postgres", "kafka", "s3", "dns", "model.file", "fetch.http");

  /** Beside the dialects under {@code provider}, and free for each of them. */
  private static final List<String> SHARED_BY_DIALECTS = List.of("http", "settings", "talk");

  private static final String[] IO = {
    "io.vertx..",
    "io.quarkus..",
    "org.apache.kafka..",
    "software.amazon..",
    "java.sql..",
    "javax.sql..",
    "jakarta.persistence..",
    "io.smallrye.mutiny.."
  };

  /** The rules for the house itself. */
  public static HouseRules ofMillrace() {
    return new HouseRules("dev.millrace");
  }

  public List<ArchRule> all() {
    return List.of(
        coreDoesNoIo(),
        coreKnowsNeitherPortsNorAdapters(),
        portsKnowNoAdapters(),
        adaptersDoNotKnowEachOther(),
        rowsStayInPostgres(),
        namesSayWhatAClassIsFor());
  }

  public ArchRule coreDoesNoIo() {
    return noClasses()
        .that(areCore())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(IO)
        .allowEmptyShould(true)
        .because("what decides is plain Java");
  }

  public ArchRule coreKnowsNeitherPortsNorAdapters() {
    return noClasses()
        .that(areCore())
        .should()
        .dependOnClassesThat(arePorts().or(areAdapters()))
        .allowEmptyShould(true)
        .because("imports point inwards");
  }

  public ArchRule portsKnowNoAdapters() {
    return noClasses()
        .that(arePorts())
        .should()
        .dependOnClassesThat(areAdapters())
        .allowEmptyShould(true)
        .because("a port promises, and does not know who keeps the promise");
  }

  public ArchRule adaptersDoNotKnowEachOther() {
    return slices()
        .assignedFrom(new Adapters())
        .should()
        .notDependOnEachOther()
        .allowEmptyShould(true)
        .because("adapters meet at ports");
  }

  public ArchRule rowsStayInPostgres() {
    return classes()
        .that()
        .haveSimpleNameEndingWith("Row")
        .should()
        .resideInAPackage(in("postgres"))
        .allowEmptyShould(true)
        .because("nothing else may see how a thing is stored");
  }

  public ArchRule namesSayWhatAClassIsFor() {
    return noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)(\\$.*)?")
        .allowEmptyShould(true)
        .because("such a name could be anything's");
  }

  private DescribedPredicate<JavaClass> areCore() {
    return resideInAnyPackage(in(CORE)).and(not(resideInAPackage(in("model.file")))).as("are core");
  }

  private DescribedPredicate<JavaClass> arePorts() {
    return resideInAnyPackage(in(PORTS))
        .and(not(areAdapters()))
        .or(resideInAPackage(root + ".provider"))
        .as("are ports");
  }

  private DescribedPredicate<JavaClass> areAdapters() {
    return resideInAnyPackage(in(ADAPTERS))
        .or(resideInAPackage(root + ".provider.*.."))
        .as("are adapters");
  }

  private String in(String name) {
    return root + "." + name + "..";
  }

  private String[] in(List<String> names) {
    return names.stream().map(this::in).toArray(String[]::new);
  }

  /** Each adapter is a slice; each dialect of the providers is one of its own. */
  private final class Adapters implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return Stream.concat(ADAPTERS.stream(), dialectOf(type))
          .filter(name -> isWithin(type, root + "." + name))
          .findFirst()
          .map(SliceIdentifier::of)
          .orElse(SliceIdentifier.ignore());
    }

    private Stream<String> dialectOf(JavaClass type) {
      var providers = root + ".provider.";
      return Stream.of(type.getPackageName())
          .filter(name -> name.startsWith(providers))
          .map(name -> name.substring(providers.length()).split("\\.", 2)[0])
          .filter(name -> !SHARED_BY_DIALECTS.contains(name))
          .map(name -> "provider." + name);
    }

    private static boolean isWithin(JavaClass type, String name) {
      return (type.getPackageName() + ".").startsWith(name + ".");
    }

    @Override
    public String getDescription() {
      return "adapters";
    }
  }
}
