package io.queuewire;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The package table of docs/architecture.md. A new arrow changes this table in the same commit. */
class ArchitectureTest {

    /** What each package may use of ours: everything it may use stands in a lower row of the table. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("json", Set.of()),
            Map.entry("engineio", Set.of()),
            Map.entry("message", Set.of("json")),
            Map.entry("socketio", Set.of("json")),
            Map.entry("hub", Set.of("message", "json")),
            Map.entry("session", Set.of("hub", "message", "socketio", "engineio", "json")),
            Map.entry("intake", Set.of("message", "json")),
            Map.entry("intake.sqs", Set.of("intake")),
            Map.entry("intake.otel", Set.of("intake")),
            Map.entry("transport", Set.of("session", "hub", "message", "socketio", "engineio", "json")),
            Map.entry("ops", Set.of("session", "hub", "transport", "intake", "message", "json")),
            Map.entry("load", Set.of("json")),
            Map.entry("app.config", Set.of("intake", "json")),
            Map.entry(
                    "app",
                    Set.of(
                            "app.config",
                            "app.demo",
                            "app.doctor",
                            "app.rehearsal",
                            "load",
                            "ops",
                            "transport",
                            "intake.sqs",
                            "intake.otel",
                            "intake",
                            "session",
                            "hub",
                            "message",
                            "socketio",
                            "engineio",
                            "json")),
            Map.entry("app.doctor", Set.of("app.config", "intake", "intake.sqs", "json")),
            Map.entry("app.rehearsal", Set.of()),
            Map.entry("app.demo", Set.of("transport", "intake", "intake.sqs", "json")));

    /** Where each library may be imported: in one place, but for Netty and the JDK's HTTP server. */
    private static final Map<String, List<String>> HOME_OF_LIBRARY = Map.of(
            "transport", List.of("io.netty.."),
            "intake.sqs", List.of("software.amazon.."),
            "intake.otel", List.of("io.opentelemetry.."),
            "json", List.of("tools.jackson.."),
            "ops", List.of("io.micrometer..", "io.prometheus..", "com.sun.net.httpserver.."),
            "app.config", List.of("org.snakeyaml.."),
            "app", List.of("picocli..", "ch.qos.logback..", "sun.misc.."),
            "app.rehearsal", List.of("com.sun.net.httpserver.."),
            "app.demo", List.of("org.elasticmq..", "org.apache.pekko..", "com.typesafe.."),
            "load", List.of("io.netty..", "org.HdrHistogram.."));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.queuewire");

    @Test
    void everyPackageIsInTheTable() {
        assertThat(CLASSES).isNotEmpty().allSatisfy(type -> assertThat(MAY_USE).containsKey(packageOf(type)));
    }

    @Test
    void packagesUseOnlyWhatTheTableAllows() {
        MAY_USE.forEach((name, allowed) -> noClasses()
                .that()
                .resideInAPackage("io.queuewire." + name)
                .should()
                .dependOnClassesThat(ours("outside " + name + " and " + allowed, other -> {
                    String used = packageOf(other);
                    return !used.equals(name) && !allowed.contains(used);
                }))
                .allowEmptyShould(true)
                .check(CLASSES));
    }

    @Test
    void thereAreNoCycles() {
        slices().matching("io.queuewire.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void eachLibraryHasOneHome() {
        List<String> libraries =
                HOME_OF_LIBRARY.values().stream().flatMap(List::stream).toList();
        MAY_USE.keySet().forEach(name -> {
            List<String> foreign = libraries.stream()
                    .filter(library ->
                            !HOME_OF_LIBRARY.getOrDefault(name, List.of()).contains(library))
                    .toList();
            noClasses()
                    .that()
                    .resideInAPackage("io.queuewire." + name)
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(foreign.toArray(String[]::new)))
                    .allowEmptyShould(true)
                    .check(CLASSES);
        });
    }

    @Test
    void thereIsNoStaticMutableState() {
        fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .beFinal()
                .check(CLASSES);
    }

    @Test
    void packagesAreNullMarked() {
        ArchRuleDefinition.classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith("org.jspecify.annotations.NullMarked")
                .check(CLASSES);
        assertThat(CLASSES.stream()
                        .map(ArchitectureTest::packageOf)
                        .distinct()
                        .filter(name -> CLASSES.stream()
                                .noneMatch(type -> packageOf(type).equals(name)
                                        && type.getSimpleName().equals("package-info"))))
                .as("packages without package-info")
                .isEmpty();
    }

    @Test
    void noFileIsLongerThanFourHundredLinesOfCode() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")).toList())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(linesOfCode(file)).isLessThanOrEqualTo(400));
        }
    }

    private static long linesOfCode(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty()
                            && !line.startsWith("//")
                            && !line.startsWith("*")
                            && !line.startsWith("/*"))
                    .count();
        }
    }

    private static String packageOf(JavaClass type) {
        return type.getPackageName().equals("io.queuewire")
                ? ""
                : type.getPackageName().substring("io.queuewire.".length());
    }

    private static DescribedPredicate<JavaClass> ours(
            String description, java.util.function.Predicate<JavaClass> predicate) {
        return DescribedPredicate.describe(
                "classes of ours " + description,
                type -> type.getPackageName().startsWith("io.queuewire.") && predicate.test(type));
    }
}
