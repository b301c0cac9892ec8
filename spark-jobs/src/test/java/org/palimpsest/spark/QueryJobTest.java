package org.palimpsest.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.provenance.query.BlockedQueryTest;
import org.palimpsest.provenance.query.QueryBlocks;
import org.palimpsest.provenance.query.QueryData;
import org.palimpsest.provenance.query.QueryTest;
import org.palimpsest.provenance.query.SamePosition;
import org.palimpsest.stats.RandomStream;

class QueryJobTest {
    private static final int N = 1200;
    private static final BlockedQueryTest TEST =
            BlockedQueryTest.withDefaults().withPermutations(99).withSeed(5);

    private static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        spark = LocalSpark.session();
        spark.sparkContext().setLogLevel("ERROR");
    }

    /** What a document is: the i-th that was trained on. */
    private record Place(String id, double position, double loss, double reference) {
        String row() {
            return String.format(
                    Locale.ROOT, "{\"id\":\"%s\",\"index\":%s,\"loss\":%s,\"ref\":%s}", id, position, loss, reference);
        }

        String place() {
            return "{\"id\":\"" + id + "\",\"index\":" + position + "}";
        }
    }

    private static List<Place> places(int n, double slope, int ties) {
        RandomGenerator random = RandomStream.of(9, "places");
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double hard = random.nextGaussian();
            double loss = hard + 0.3 * random.nextGaussian() - slope * i / n;
            places.add(new Place("d" + i, Math.floorDiv(i, ties), Math.rint(loss * 500) / 500, hard));
        }
        List<Place> dealt = new ArrayList<>();
        for (int i : RandomStream.permutation(n, random)) {
            dealt.add(places.get(i));
        }
        return dealt;
    }

    private static QueryData data(List<Place> places) {
        return new QueryData(
                places.stream().mapToDouble(Place::position).toArray(),
                places.stream().mapToDouble(p -> -p.loss() - -p.reference()).toArray(),
                null,
                true);
    }

    private interface Line {
        String of(Place place);
    }

    private Path write(String name, List<Place> places, int files, Line line) throws IOException {
        Path root = Files.createDirectory(folder.resolve(name));
        for (int f = 0; f < files; f++) {
            Path file = root.resolve("part-" + f + (f % 2 == 0 ? ".jsonl" : ".jsonl.zst"));
            try (OutputStream out = Compression.of(file.toString()).encode(Files.newOutputStream(file))) {
                for (Place place : places.subList(f * places.size() / files, (f + 1) * places.size() / files)) {
                    out.write((line.of(place) + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return root;
    }

    private static QueryJob.Input columns(String transcript) {
        return new QueryJob.Input(List.of(transcript), "index", "loss", List.of("ref"), List.of(), List.of());
    }

    private QueryJob.Options options(QueryJob.Input input, int rowsABlock, String out) {
        return new QueryJob.Options(
                input, TEST, rowsABlock, SamePosition.EACH, QueryJob.Missing.REFUSE, out, Existing.REPLACE);
    }

    @Test
    void oneBlockIsTheQueryTestOfOneMachine() throws Exception {
        for (int ties : new int[] {1, 7}) {
            List<Place> places = places(N, 0.2, ties);
            QueryTest.Result local =
                    QueryTest.withDefaults().withPermutations(99).withSeed(5).test(data(places));
            String out = folder.resolve("out" + ties).toString();
            QueryJob.Summary summary = QueryJob.run(
                    spark,
                    options(columns(write("t" + ties, places, 3, Place::row).toString()), N, out));
            BlockedQueryTest.Result result = summary.result();
            assertThat(result.n()).isEqualTo(local.n());
            assertThat(result.statistic()).isEqualTo(local.statistic());
            assertThat(result.log10P()).isEqualTo(local.log10P());
            assertThat(result.twoSidedLog10P()).isEqualTo(local.twoSidedLog10P());
            assertThat(result.permutationP()).isEqualTo(local.permutationP());
            assertThat(result.oppositeP()).isEqualTo(local.oppositeP());
            assertThat(result.log10E()).isEqualTo(local.log10E());
            assertThat(result.verdict()).isEqualTo(local.verdict());
            JsonNode json =
                    new ObjectMapper().readTree(Path.of(out, QueryJob.RESULT).toFile());
            assertThat(json.path("log10P").asDouble()).isEqualTo(local.log10P());
            assertThat(json.path("verdict").asText()).isEqualTo(local.verdict().label());
        }
    }

    @Test
    void neitherFilesNorPartitionsNorStoresBearOnTheResult() throws Exception {
        List<Place> places = places(N, 0.1, 3);
        BlockedQueryTest.Result expected = TEST.test(data(places), QueryBlocks.of(N, 200, 5));
        List<Place> other = new ArrayList<>(places);
        Collections.reverse(other);
        Path one = write("one", places, 1, Place::row);
        Path five = write("five", other, 5, Place::row);
        Path orders = write("orders", places, 2, Place::place);
        Path scores = write(
                "scores",
                other,
                3,
                p -> "{\"id\":\"" + p.id() + "\",\"tokens\":[1,2],\"logprobs\":[" + -p.loss() + "]}\n{\"id\":\""
                        + p.id() + "\",\"variant\":\"lowercase\",\"logprobs\":[-9]}");
        Path referenceScores =
                write("refs", places, 2, p -> "{\"id\":\"" + p.id() + "\",\"logprobs\":[" + -p.reference() + "]}");
        Path parquet = folder.resolve("parquet");
        spark.read()
                .json(five.resolve("part-0.jsonl").toString())
                .repartition(2)
                .write()
                .parquet(parquet.toString());
        List<QueryJob.Input> inputs = List.of(
                columns(one.toString()),
                columns("lake://" + five),
                new QueryJob.Input(
                        List.of(orders.toString()),
                        "index",
                        "",
                        List.of(),
                        List.of("lake://" + scores),
                        List.of(referenceScores.toString())),
                new QueryJob.Input(
                        List.of(
                                parquet.toString(),
                                five + "/part-1.jsonl.zst",
                                five + "/part-2.jsonl",
                                five + "/part-3.jsonl.zst",
                                five + "/part-4.jsonl"),
                        "index",
                        "loss",
                        List.of("ref"),
                        List.of(),
                        List.of()));
        byte[] first = null;
        for (int i = 0; i < inputs.size(); i++) {
            String out = (i % 2 == 1 ? "lake://" : "") + folder.resolve("out" + i);
            QueryJob.Summary summary = QueryJob.run(spark, options(inputs.get(i), 200, out));
            assertThat(summary).as("%s", inputs.get(i)).isEqualTo(new QueryJob.Summary(expected, 0, 0, 0));
            byte[] bytes = Files.readAllBytes(folder.resolve("out" + i).resolve(QueryJob.RESULT));
            assertThat(bytes).isEqualTo(first == null ? bytes : first);
            first = bytes;
            assertThat(Folders.names(folder.resolve("out" + i))).containsExactly("job.json", "query.json");
        }
    }

    @Test
    void numbersThatAreMissingAreNamedOrDropped() throws Exception {
        List<Place> places = places(100, 0.5, 1);
        Path root = write(
                "t",
                places,
                2,
                p -> p.position() == 40 ? p.row().replaceAll("\"loss\":[^,]+", "\"loss\":NaN") : p.row());
        Path out = folder.resolve("out");
        QueryJob.Options strict = options(columns(root.toString()), 200, out.toString());
        assertThatThrownBy(() -> QueryJob.run(spark, strict))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageMatching("(?s).*part-[01].jsonl.*row \\d+ has no finite number in column loss; mend it.*");
        assertThat(out).doesNotExist();
        assertThat(folder.resolve("_out.unfinished")).doesNotExist();
        QueryJob.Summary summary = QueryJob.run(
                spark,
                new QueryJob.Options(
                        strict.input(),
                        TEST,
                        200,
                        SamePosition.EACH,
                        QueryJob.Missing.DROP,
                        out.toString(),
                        Existing.REFUSE));
        List<Place> kept = places.stream().filter(p -> p.position() != 40).toList();
        assertThat(summary).isEqualTo(new QueryJob.Summary(TEST.test(data(kept), new QueryBlocks(1, 5)), 1, 0, 0));
    }

    @Test
    void idsOnOneSideAreCounted() throws Exception {
        List<Place> places = places(100, 0.5, 1);
        Path orders = write("orders", places.subList(0, 90), 2, Place::place);
        Path scores = write(
                "scores",
                places.subList(5, 100),
                2,
                p -> "{\"id\":\"" + p.id() + "\",\"logprobs\":[" + (p.id().equals("d50") ? "" : -p.loss()) + "]}");
        QueryJob.Input input = new QueryJob.Input(
                List.of(orders.toString()), "index", "", List.of(), List.of(scores.toString()), List.of());
        QueryJob.Options strict = options(input, 200, folder.resolve("out").toString());
        assertThatThrownBy(() -> QueryJob.run(spark, strict))
                .hasMessageContaining("no finite number in column logprobs");
        QueryJob.Summary summary = QueryJob.run(
                spark,
                new QueryJob.Options(
                        input,
                        TEST,
                        200,
                        SamePosition.REFUSE,
                        QueryJob.Missing.DROP,
                        strict.output(),
                        Existing.REFUSE));
        boolean inBoth = places.subList(5, 90).stream().anyMatch(p -> p.id().equals("d50"));
        assertThat(summary.placesAlone()).isEqualTo(5);
        assertThat(summary.scoresAlone()).isEqualTo(10);
        assertThat(summary.dropped()).isEqualTo(inBoth ? 1 : 0);
        assertThat(summary.result().n()).isEqualTo(inBoth ? 84 : 85);
    }

    @Test
    void idsWithoutScoresAreRefusedWithTheirNumber() throws Exception {
        List<Place> places = places(50, 0.5, 1);
        Path orders = write("orders", places, 2, Place::place);
        Path scores = write(
                "scores",
                places.subList(0, 47),
                1,
                p -> "{\"id\":\"" + p.id() + "\",\"logprobs\":[" + -p.loss() + "]}");
        QueryJob.Input input = new QueryJob.Input(
                List.of(orders.toString()), "index", "", List.of(), List.of(scores.toString()), List.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryJob.run(
                        spark, options(input, 200, folder.resolve("out").toString())))
                .withMessageContaining("3 ids of the transcript have no score, and 0 ids with a score are not");
        assertThat(folder.resolve("_out.unfinished")).doesNotExist();
    }

    @Test
    void idsThatStandTwiceAreNamedWithBothPlaces() throws Exception {
        List<Place> places = new ArrayList<>(places(50, 0.5, 1));
        Path orders = write("orders", places, 1, Place::place);
        places.add(places.get(3));
        Path scores = write("scores", places, 1, p -> "{\"id\":\"" + p.id() + "\",\"logprobs\":[" + -p.loss() + "]}");
        QueryJob.Input input = new QueryJob.Input(
                List.of(orders.toString()), "index", "", List.of(), List.of(scores.toString()), List.of());
        assertThatThrownBy(() -> QueryJob.run(
                        spark, options(input, 200, folder.resolve("out").toString())))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining(
                        "row 51 has the id " + places.get(3).id() + " of row 4 of " + scores + "/part-0.jsonl");
    }

    @Test
    void unsuitableRowsAreRefused() throws Exception {
        List<Place> places = places(20, 0.5, 2);
        Path root = write("t", places, 2, Place::row);
        String out = folder.resolve("out").toString();
        QueryJob.Options options = options(columns(root.toString()), 200, out);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryJob.run(
                        spark,
                        new QueryJob.Options(
                                options.input(),
                                TEST,
                                200,
                                SamePosition.REFUSE,
                                QueryJob.Missing.REFUSE,
                                out,
                                Existing.REFUSE)))
                .withMessageStartingWith("10 of 20 rows have a position that another row has");
        assertThatThrownBy(() -> QueryJob.run(
                        spark,
                        options(
                                new QueryJob.Input(
                                        List.of(root.toString()), "step", "loss", List.of(), List.of(), List.of()),
                                200,
                                out)))
                .hasMessageContaining("no row has column step; columns found: id, index, loss, ref");
        Path flat = write("flat", places, 2, p -> "{\"index\":" + p.position() + ",\"loss\":2,\"ref\":1}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryJob.run(spark, options(columns(flat.toString()), 200, out)))
                .withMessage("scores must not all be equal, got 20 equal ones");
        Path empty = write("empty", List.of(), 2, Place::row);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryJob.run(spark, options(columns(empty.toString()), 200, out)))
                .withMessageContaining("rows with finite numbers, got 0");
        Path cut = Files.writeString(folder.resolve("cut.jsonl"), "{\"id\":\"a\",\"index\":");
        assertThatThrownBy(() -> QueryJob.run(spark, options(columns(cut.toString()), 200, out)))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining("cut.jsonl, line 1");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void argumentsAreThoseOfTheCommandLine() {
        QueryJob.Options options = QueryJob.options(JobArguments.parse(
                "--transcript a b --loss bob --reference-loss r --alternative less --block-rows 9 --out o --force"
                        .split(" "),
                List.of("transcript", "loss", "reference-loss", "alternative", "block-rows", "out"),
                List.of("force", "allow-missing")));
        assertThat(options.input().transcript()).containsExactly("a", "b");
        assertThat(options.input().position()).isEqualTo("index");
        assertThat(options.rowsABlock()).isEqualTo(9);
        assertThat(options.test().alternative().label()).isEqualTo("less");
        assertThat(options.existing()).isEqualTo(Existing.REPLACE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QueryJob.Input(List.of("a"), "index", "", List.of(), List.of(), List.of()))
                .withMessageContaining("give the suspect once");
    }
}
