package org.palimpsest.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What pages say must be so. */
class PagesTest {
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.])(/root|/work|/home|/tmp|/Users|[A-Z]:\\\\)[/\\\\\\w]*");
    private static final String COMMON = "For every command";

    static List<Page> pages() {
        return Checkout.pages().stream().map(Page::of).toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadToFilesAndHeadings(Page page) {
        for (String link : page.links()) {
            if (link.matches("[a-z]+:.*")) {
                continue;
            }
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]);
            assertThat(target).as("%s links to %s", page.file(), link).exists();
            if (parts.length == 2) {
                assertThat(Page.of(target).anchors())
                        .as("%s links to %s", page.file(), link)
                        .contains(parts[1]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commandsInBlocksAreCommandsOfTheProgram(Page page) {
        for (List<String> call : page.calls()) {
            assertThatCode(() -> Commands.parser().parseArgs(call.toArray(String[]::new)))
                    .as("%s calls palimpsest %s", page.file(), String.join(" ", call))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void noPageNamesPathsOfAMachine(Page page) {
        assertThat(MACHINE_PATH.matcher(page.text()).results().map(found -> found.group()))
                .as(page.file().toString())
                .isEmpty();
    }

    @Test
    void everyPageIsLinkedFromAnother() {
        TreeSet<String> linked = pages().stream()
                .flatMap(page -> page.links().stream()
                        .filter(link -> !link.matches("[a-z]+:.*") && !link.startsWith("#"))
                        .map(link -> page.file()
                                .resolveSibling(link.split("#", 2)[0])
                                .normalize()
                                .toString()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(pages().stream().skip(1).map(page -> page.file().toString())).isSubsetOf(linked);
    }

    @Test
    void theReadmeNamesTheTestCommandThatTheCiRuns() {
        List<String> commands = Checkout.read(Checkout.root().resolve(".ci").resolve("run"))
                .lines()
                .filter(line -> line.startsWith("mvn "))
                .map(line -> line.replace(" -B", ""))
                .toList();
        assertThat(commands).hasSize(1);
        assertThat(Checkout.read(Checkout.root().resolve("README.md"))).contains("\n" + commands.get(0), ".ci/run");
    }

    @Test
    void theReadmeListsEveryCommand() {
        String readme = Checkout.read(Checkout.root().resolve("README.md"));
        assertThat(described()).allSatisfy(words -> assertThat(readme).contains("| `" + words + "` |"));
    }

    @Test
    void everyCommandHasASectionAndEverySectionACommand() {
        List<String> headings = new ArrayList<>(commandPage().sections().keySet());
        headings.removeIf(heading -> !heading.startsWith("`"));
        assertThat(headings.stream().map(heading -> heading.replace("`", "")))
                .containsExactlyInAnyOrderElementsOf(described());
    }

    @Test
    void theCommonOptionsAreDescribedOnce() {
        Map<String, String> sections = commandPage().sections();
        assertThat(sections).containsKey(COMMON);
        Set<String> common = Commands.common();
        common.removeIf(name -> !name.startsWith("--"));
        assertThat(Page.options(sections.get(COMMON))).containsAll(common);
    }

    @Test
    void everyOptionIsDescribedAndEveryDescribedOptionExists() {
        Map<String, String> sections = commandPage().sections();
        Set<String> common = Commands.common();
        Commands.all().forEach((words, command) -> {
            String section = sections.get("`" + words + "`");
            if (section != null) {
                Set<String> own = Commands.options(command);
                assertThat(own).as("palimpsest " + words).containsAll(Page.options(section));
                own.removeAll(common);
                own.removeIf(name -> !name.startsWith("--") || name.equals("--help") || name.equals("--version"));
                assertThat(Page.options(section)).as("palimpsest " + words).containsAll(own);
            }
        });
    }

    @Test
    void everyOptionThatAPageNamesExists() {
        TreeSet<String> known = new TreeSet<>();
        for (CommandLine command : Commands.all().values()) {
            known.addAll(command.getCommandSpec().optionsMap().keySet());
        }
        assertThat(Page.options(commandPage().text())).isSubsetOf(known);
    }

    @Test
    void theGlossaryHasEveryTermOnceAndInOrder() {
        List<String> terms = Page.of(Checkout.root().resolve("docs").resolve("glossary.md"))
                .text()
                .lines()
                .filter(line -> line.startsWith("| **"))
                .map(line ->
                        line.replaceFirst("^\\| \\*\\*([^*]+)\\*\\*.*$", "$1").toLowerCase(Locale.ROOT))
                .toList();
        assertThat(terms).hasSizeGreaterThan(30).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void everyGlossaryTermHasAMeaningAndASource() {
        assertThat(Page.of(Checkout.root().resolve("docs").resolve("glossary.md"))
                        .text()
                        .lines()
                        .filter(line -> line.startsWith("| **")))
                .allMatch(line -> line.matches("\\| \\*\\*[^*|]+\\*\\* \\| [^|]+ \\| [^|]+ \\|"));
    }

    @Test
    void everyPageIsPlainText() {
        assertThat(pages()).allSatisfy(page -> {
            assertThat(page.text())
                    .as(page.file().toString())
                    .endsWith("\n")
                    .doesNotContain("\t", "\r", "TODO", "FIXME");
            assertThat(Files.isRegularFile(page.file())).isTrue();
        });
    }

    /** Commands that a user can run: leaves, and help once. */
    private static List<String> described() {
        return Commands.all().entrySet().stream()
                .filter(entry -> entry.getValue().getSubcommands().isEmpty())
                .filter(entry ->
                        !Commands.isHelp(entry.getValue()) || entry.getKey().equals("help"))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Page commandPage() {
        return Page.of(Checkout.root().resolve("docs").resolve("cli.md"));
    }
}
