package org.helia.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

/**
 * {@code multiformats <- api <- {platform, ipld} <- everything else}, with {@code net-spi} below
 * the network's bundles, and what else holds the bundles apart.
 */
class ArchitectureTest {

  private static final Set<String> FOUNDATION = Set.of("multiformats", "api", "platform", "ipld");

  /** What the network's bundles may use besides. */
  private static final String NETWORK_FOUNDATION = "net-spi";

  private static final Set<String> FOR_TESTS_ONLY = Set.of("testkit");

  /** What each bundle may use at compile time besides itself; all others may use the foundation. */
  private static final Map<String, Set<String>> BELOW =
      Map.of(
          "multiformats", Set.of(),
          "api", Set.of("multiformats"),
          "platform", Set.of("multiformats", "api"),
          "ipld", Set.of("multiformats", "api"));

  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    classes = Bundles.classes();
  }

  @Test
  void bundles_all_haveClasses() {
    for (String bundle : Bundles.NAMES) {
      assertThat(
              classes.stream()
                  .filter(type -> Bundles.owner(type).filter(bundle::equals).isPresent()))
          .as("classes of bundle %s in package %s", bundle, Bundles.packageOf(bundle))
          .isNotEmpty();
    }
  }

  @Test
  void bundles_all_haveAFeature() throws IOException {
    String features =
        Files.readString(Bundles.ROOT.resolve("features/src/main/feature/feature.xml"));
    for (String bundle : Bundles.NAMES) {
      if (!FOR_TESTS_ONLY.contains(bundle)) {
        assertThat(features).contains("<feature name=\"helia-" + bundle + "\"");
      }
    }
  }

  @Test
  void bundles_all_useOnlyWhatIsBelowThem() {
    classes()
        .should(dependOnlyWhere("the bundle used is below its user", ArchitectureTest::below))
        .check(classes);
  }

  @Test
  void internalPackages_all_usedByTheirOwnBundleOnly() {
    classes()
        .should(
            dependOnlyWhere(
                "internal classes are used by their bundle only", ArchitectureTest::open))
        .check(classes);
  }

  @Test
  void packages_all_areEitherExportedOrInternal() {
    for (JavaPackage each : packages()) {
      assertThat(each.isAnnotatedWith(Export.class))
          .as("package %s is exported, as it is not internal", each.getName())
          .isEqualTo(!isInternal(each.getName()));
      if (each.isAnnotatedWith(Export.class)) {
        assertThat(each.isAnnotatedWith(Version.class))
            .as("package %s has a version", each.getName())
            .isTrue();
      }
    }
  }

  @Test
  void packages_all_areNullMarked() {
    for (JavaPackage each : packages()) {
      assertThat(each.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
          .as("package %s is @NullMarked in its package-info.java", each.getName())
          .isTrue();
    }
  }

  @Test
  void apiPackages_all_areFreeOfCycles() {
    slices().matching("org.helia.api.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void threads_all_comeFromPlatform() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.helia.platform..", "org.helia.testkit..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Executors.class, ThreadPoolExecutor.class, ForkJoinPool.class)
        .orShould()
        .callConstructor(Thread.class, Runnable.class)
        .orShould()
        .callConstructor(Thread.class, Runnable.class, String.class)
        .because("org.helia.platform.Workers decides what a thread is")
        .check(classes);
  }

  @Test
  void names_all_sayWhatTheClassDoes() {
    noClasses()
        .should()
        .haveNameMatching(".*(Manager|Utils?|Helpers?|Impl)(\\$.*)?")
        .because("such a name fits any class")
        .check(classes);
  }

  private static boolean below(JavaClass user, JavaClass used) {
    String from = Bundles.owner(user).orElseThrow();
    return Bundles.owner(used).map(to -> to.equals(from) || isBelow(from, to)).orElse(true);
  }

  private static boolean isBelow(String from, String to) {
    boolean isOfTheNetwork = from.equals("net") || from.startsWith("net-");
    return BELOW.getOrDefault(from, FOUNDATION).contains(to)
        || (isOfTheNetwork && to.equals(NETWORK_FOUNDATION));
  }

  private static boolean open(JavaClass user, JavaClass used) {
    return !used.getPackageName().startsWith("org.helia.")
        || !isInternal(used.getPackageName())
        || Bundles.owner(user).equals(Bundles.owner(used));
  }

  private static boolean isInternal(String packageName) {
    return (packageName + ".").contains(".internal.");
  }

  private static Set<JavaPackage> packages() {
    return classes.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
  }

  private static ArchCondition<JavaClass> dependOnlyWhere(
      String description, BiPredicate<JavaClass, JavaClass> allowed) {
    return new ArchCondition<>("depend only on classes where " + description) {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        for (Dependency use : user.getDirectDependenciesFromSelf()) {
          JavaClass used = use.getTargetClass().getBaseComponentType();
          if (!allowed.test(user, used)) {
            events.add(SimpleConditionEvent.violated(use, use.getDescription()));
          }
        }
      }
    };
  }
}
