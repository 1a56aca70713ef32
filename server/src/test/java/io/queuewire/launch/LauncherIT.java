package io.queuewire.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.launch.Checkout.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script in the root of the repository, with JDKs and a Maven that only write down how they are called. */
class LauncherIT {

    @TempDir
    private Path folder;

    private Checkout checkout;

    @BeforeEach
    void checkOut() throws IOException {
        checkout = new Checkout(folder.toRealPath());
    }

    @Test
    void becomesTheProgramInTheFolderOfItsCaller() throws Exception {
        Path home = checkout.jdk("jdk-21", "21.0.8");
        checkout.built();

        Outcome outcome = checkout.run("publish", "item added", "{\"a\": \"*\"}");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.output())
                .containsExactly(
                        home.resolve("bin/java").toString(),
                        folder.toRealPath().resolve("caller").toString(),
                        "@" + checkout.dist().resolve("java-options"),
                        "-cp",
                        checkout.dist().resolve("lib/queuewire-server.jar").toString(),
                        "io.queuewire.app.Main",
                        "publish",
                        "item added",
                        "{\"a\": \"*\"}",
                        "locale C.UTF-8");
    }

    @Test
    void onlyTheDemoBringsItsQueue() throws Exception {
        checkout.jdk("jdk-21", "21.0.8");
        checkout.built();

        assertThat(checkout.run("demo", "--rate", "0").output())
                .contains(checkout.dist() + "/lib/queuewire-server.jar:" + checkout.dist() + "/demo-lib/a.jar:"
                        + checkout.dist() + "/demo-lib/b.jar");
        assertThat(checkout.run("serve").output()).noneMatch(line -> line.contains("demo-lib"));
    }

    @Test
    void theConformanceServerIsOneOfTheTests() throws Exception {
        checkout.jdk("jdk-21", "21.0.8");
        checkout.built();
        checkout.testsCompiled();

        Outcome outcome = checkout.run("conformance", "--port", "3005");

        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.output())
                .containsSequence(
                        checkout.dist() + "/lib/queuewire-server.jar:" + checkout.testClasses(),
                        "io.queuewire.conformance.ConformanceProgram",
                        "--port",
                        "3005")
                .doesNotContain("conformance");
        assertThat(checkout.run("serve").output()).noneMatch(line -> line.contains("test-classes"));
    }

    @Test
    void theConformanceServerIsBuiltWhenOnlyTheRelayIs() throws Exception {
        checkout.jdk("jdk-21", "21.0.8");
        checkout.built();
        checkout.maven(0);

        assertThat(checkout.run("conformance").errors()).contains("nothing is built yet, building ...");
        assertThat(checkout.run("conformance").errors()).isEmpty();
        assertThat(checkout.builds()).hasSize(1);
    }

    @Test
    void editedTestsMatterToTheConformanceServerAlone() throws Exception {
        checkout.jdk("jdk-21", "21.0.8");
        checkout.built();
        checkout.testsCompiled();
        checkout.maven(0);
        checkout.edit("server/src/test/java/SomeTest.java");

        assertThat(checkout.run("serve").errors()).isEmpty();
        assertThat(checkout.run("conformance").errors()).contains("the sources are newer than the build, building ...");
    }

    @Test
    void takesTheNewestJdkWhereverItIs() throws Exception {
        Path older = checkout.jdk("a", "21.0.10");
        Path newest = checkout.jdk("b", "25.0.3");
        checkout.jdk("c", "25.0.2");
        checkout.jdk("d", "17.0.15");
        checkout.built();

        assertThat(checkout.run(launcher(), Map.of("JAVA_HOME", older.toString()))
                        .output())
                .startsWith(newest.resolve("bin/java").toString());
    }

    @Test
    void findsTheJdkOfTheVariableAndThatOfThePath() throws Exception {
        Path home = checkout.jdk("jdk-25", "25.0.3");
        Path elsewhere =
                Files.move(checkout.jdks(), folder.resolve("elsewhere")).resolve("jdk-25");
        checkout.built();

        assertThat(checkout.run(launcher(), Map.of("JAVA_HOME", elsewhere.toString()))
                        .output())
                .startsWith(elsewhere.toRealPath().resolve("bin/java").toString());

        Files.createSymbolicLink(checkout.tools().resolve("java"), elsewhere.resolve("bin/java"));
        assertThat(checkout.run(launcher(), Map.of("JAVA_HOME", home.toString()))
                        .output())
                .startsWith(elsewhere.toRealPath().resolve("bin/java").toString());
    }

    @Test
    void understandsVersionsOfAllKinds() throws Exception {
        checkout.jdk("a", "21");
        Path early = checkout.jdk("b", "26-ea");
        checkout.jdk("c", "25.0.3.0.1");
        checkout.jdk("d", "1.8.0_392");
        checkout.built();

        assertThat(checkout.run().output()).startsWith(early.resolve("bin/java").toString());
    }

    @Test
    void withoutAJdkItSaysWhatItFoundAndWhatToDo() throws Exception {
        Path old = checkout.jdk("jdk-17", "17.0.15");
        Files.createDirectories(checkout.jdks().resolve("not a jdk"));
        checkout.built();

        Outcome outcome = checkout.run("serve");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors())
                .contains("needs a JDK 21 or newer")
                .contains("in " + checkout.jdks())
                .contains("too old: 17.0.15 in " + old)
                .contains("https://adoptium.net");
    }

    @Test
    void aJreIsNotAJdk() throws Exception {
        Files.delete(checkout.jdk("jre-25", "25.0.3").resolve("bin/javac"));
        checkout.built();

        assertThat(checkout.run("serve").exitCode()).isEqualTo(1);
    }

    @Test
    void buildsOnceWhenNothingIsBuilt() throws Exception {
        Path home = checkout.jdk("jdk-25", "25.0.3");
        checkout.maven(0);

        Outcome first = checkout.run("serve");
        Outcome second = checkout.run("serve");

        assertThat(first.exitCode()).isZero();
        assertThat(first.errors())
                .contains("nothing is built yet, building ...")
                .contains("noise of the build")
                .containsPattern("built in \\d+ s");
        assertThat(first.output()).contains("serve").doesNotContain("noise of the build");
        assertThat(second.errors()).isEmpty();
        assertThat(checkout.builds())
                .singleElement()
                .asString()
                .startsWith(home + " ")
                .endsWith("package");
    }

    @Test
    void buildsAgainWhenTheSourcesAreNewer() throws Exception {
        checkout.jdk("jdk-25", "25.0.3");
        checkout.maven(0);
        checkout.built();
        checkout.age(checkout.dist().resolve("lib/queuewire-server.jar"), 500);

        assertThat(checkout.run("serve").errors()).isEmpty();

        Files.writeString(checkout.root().resolve("server/src/main/Some.java"), "changed");
        assertThat(checkout.run("serve").errors()).contains("the sources are newer than the build, building ...");
        assertThat(checkout.run("serve").errors()).isEmpty();
        assertThat(checkout.builds()).hasSize(1);
    }

    @Test
    void whatTheBuildItselfMadeDoesNotMakeItStale() throws Exception {
        checkout.jdk("jdk-25", "25.0.3");
        checkout.built();
        checkout.edit("client-demo/target/classes/made");
        checkout.edit("client-demo/node_modules/fetched");
        checkout.edit("server/target/classes/made");

        assertThat(checkout.run("serve").errors()).isEmpty();
    }

    @Test
    void withoutMavenItSaysSo() throws Exception {
        checkout.jdk("jdk-25", "25.0.3");

        Outcome outcome = checkout.run("serve");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors())
                .contains("nothing is built yet")
                .contains("Maven")
                .contains("mvn");
    }

    @Test
    void withoutMavenAnOlderBuildIsBetterThanNone() throws Exception {
        checkout.jdk("jdk-25", "25.0.3");
        checkout.built();
        checkout.edit("server/src/main/Some.java");

        Outcome outcome = checkout.run("serve");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.errors())
                .contains("the sources are newer than the build")
                .contains("runs the older build");
    }

    @Test
    void aFailedBuildIsNotRun() throws Exception {
        checkout.jdk("jdk-25", "25.0.3");
        checkout.maven(1);

        Outcome outcome = checkout.run("serve");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors()).contains("the build failed, see above");
    }

    @Test
    void theStartCacheIsUsedWhereTheJdkKnowsIt() throws Exception {
        checkout.built();
        checkout.startCache();
        checkout.jdk("jdk-21", "21.0.8");

        assertThat(checkout.run("serve").output()).noneMatch(line -> line.contains("start.aot"));

        checkout.jdk("jdk-25", "25.0.3");
        assertThat(checkout.run("serve").output())
                .containsSequence("-XX:AOTCache=" + checkout.dist().resolve("start.aot"), "-Xlog:aot*=off");
    }

    @Test
    void furtherOptionsComeLastSoThatTheyWin() throws Exception {
        checkout.jdk("jdk-21", "21.0.8");
        checkout.built();

        assertThat(checkout.run(launcher(), Map.of("QUEUEWIRE_JAVA_OPTS", " -Xmx1g  -Dx=* "), "serve")
                        .output())
                .containsSequence("@" + checkout.dist().resolve("java-options"), "-Xmx1g", "-Dx=*", "-cp");
    }

    @Test
    void argumentsAreUtf8WhateverTheLocale() throws Exception {
        checkout.jdk("jdk-21", "21.0.8");
        checkout.built();

        assertThat(checkout.run(launcher(), Map.of("LANG", "POSIX")).output()).endsWith("locale C.UTF-8");
        assertThat(checkout.run(launcher(), Map.of("LANG", "de_DE.UTF-8")).output())
                .endsWith("locale de_DE.UTF-8");
        assertThat(checkout.run(launcher(), Map.of("LANG", "de_DE.UTF-8", "LC_ALL", "C"))
                        .output())
                .endsWith("locale C.UTF-8");
    }

    @Test
    void worksThroughSymbolicLinks() throws Exception {
        checkout.jdk("jdk-21", "21.0.8");
        checkout.built();
        Path first = Files.createSymbolicLink(folder.resolve("first link"), launcher());
        Path second = Files.createSymbolicLink(folder.resolve("second link"), first.getFileName());

        Outcome outcome = checkout.run(second, Map.of(), "serve");

        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.output())
                .contains(checkout.dist().resolve("lib/queuewire-server.jar").toString());
    }

    private Path launcher() {
        return checkout.root().resolve("queuewire");
    }
}
