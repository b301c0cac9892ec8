package org.palimpsest.docs;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rules of the house that javac and Maven cannot see. */
class HouseTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .importPaths(Checkout.modules().stream()
                    .map(module ->
                            Checkout.root().resolve(module).resolve("target").resolve("classes"))
                    .filter(Files::isDirectory)
                    .toList());
    private static final int MEDIAN_CODE_LINES = 90;

    @Test
    void everyModuleIsSeen() {
        assertThat(HOUSE.stream().map(type -> type.getPackageName().split("\\.", 4)[2]))
                .contains("stats", "corpus", "inference", "traps", "provenance", "spark", "cli");
    }

    @Test
    void everyFloorUsesOnlyWhatStandsBelowIt() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("stats")
                .definedBy("org.palimpsest.stats..")
                .layer("corpus-index")
                .definedBy("org.palimpsest.corpus..")
                .layer("inference")
                .definedBy("org.palimpsest.inference..")
                .layer("traps")
                .definedBy("org.palimpsest.traps..")
                .layer("provenance")
                .definedBy("org.palimpsest.provenance..")
                .layer("spark-jobs")
                .definedBy("org.palimpsest.spark..")
                .layer("cli")
                .definedBy("org.palimpsest.cli..")
                .whereLayer("stats")
                .mayNotAccessAnyLayer()
                .whereLayer("corpus-index")
                .mayOnlyAccessLayers("stats")
                .whereLayer("inference")
                .mayOnlyAccessLayers("corpus-index", "stats")
                .whereLayer("traps")
                .mayOnlyAccessLayers("inference", "corpus-index", "stats")
                .whereLayer("provenance")
                .mayOnlyAccessLayers("inference", "corpus-index", "stats")
                .whereLayer("spark-jobs")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("spark-jobs")
                .mayOnlyAccessLayers("provenance", "traps", "inference", "corpus-index", "stats")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .check(HOUSE);
    }

    @Test
    void statsIsPureMathematics() {
        classes()
                .that()
                .resideInAPackage("org.palimpsest.stats..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "org.palimpsest.stats..",
                                "java.lang..",
                                "java.nio",
                                "java.nio.charset",
                                "java.math",
                                "java.security",
                                "java.util..",
                                "org.apache.commons.numbers..",
                                "org.apache.commons.statistics..",
                                "org.jspecify..")
                        .or(equivalentTo(Serializable.class))) // sums that travel; nothing is read or written
                .check(HOUSE);
    }

    @Test
    void onlyTheEngineTouchesDjl() {
        onlyIn("org.palimpsest.inference.engine..", "ai.djl..");
    }

    @Test
    void onlySparkJobsTouchSpark() {
        onlyIn("org.palimpsest.spark..", "org.apache.spark..", "org.apache.hadoop..", "scala..");
    }

    @Test
    void onlyTheCommandLineParsesArgumentsAndDrawsBars() {
        onlyIn("org.palimpsest.cli..", "picocli..", "me.tongfei.progressbar..");
    }

    @Test
    void onlyTheCommandLineReadsYaml() {
        onlyIn("org.palimpsest.cli..", "com.fasterxml.jackson.dataformat..");
    }

    @Test
    void onlySearchTouchesLucene() {
        onlyIn("org.palimpsest.corpus.search..", "org.apache.lucene..");
    }

    @Test
    void onlyTimeStampsTouchBouncyCastle() {
        onlyIn("org.palimpsest.traps.timestamp..", "org.bouncycastle..");
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.palimpsest.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void namesAreNounsOfThePapers() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .check(HOUSE);
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() {
        TreeSet<Path> packages = new TreeSet<>();
        Checkout.mainSources().forEach(file -> packages.add(Objects.requireNonNull(file.getParent())));
        assertThat(packages).hasSizeGreaterThan(15).allSatisfy(folder -> {
            Path info = folder.resolve("package-info.java");
            assertThat(Files.exists(info)).as("%s exists", info).isTrue();
            assertThat(Checkout.read(info)).as(info.toString()).contains("@NullMarked\npackage ", "<pre>{@code");
        });
    }

    @Test
    void filesStaySmall() {
        List<Long> sizes = Checkout.mainSources().stream()
                .map(HouseTest::codeLines)
                .sorted()
                .toList();
        assertThat(sizes.get(sizes.size() / 2)).as("median code lines a file").isLessThan(MEDIAN_CODE_LINES);
    }

    /** Lines that are neither blank nor comment. */
    private static long codeLines(Path file) {
        return Checkout.read(file)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("*") && !line.startsWith("/"))
                .count();
    }

    private static void onlyIn(String home, String... guests) {
        noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(guests)
                .check(HOUSE);
    }
}
