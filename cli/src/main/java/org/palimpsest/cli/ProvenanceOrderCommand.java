package org.palimpsest.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.transcript.DataOrder;
import org.palimpsest.corpus.transcript.MegatronOrder;
import org.palimpsest.corpus.transcript.NpyArray;
import org.palimpsest.corpus.transcript.TrainerOrder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a transcript from a trainer's own files. */
@Command(
        name = "order",
        sortOptions = false,
        description = {
            "Writes the transcript of a training run from the trainer's own files: which document stood in which sequence.",
            "Reads the index maps of Megatron-LM and GPT-NeoX, and the global_indices.npy of OLMo."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest provenance order --megatron maps/pile_train_indexmap --batch 1024 --out order.jsonl.zst",
            "  palimpsest provenance order --olmo train_data/global_indices.npy --batch 2160 --out order.jsonl.zst"
        })
final class ProvenanceOrderCommand implements Callable<Integer> {
    private static final int REPORT = 1 << 14;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--megatron",
            paramLabel = "PREFIX",
            description = "What stands before doc_idx.npy, sample_idx.npy and shuffle_idx.npy, or their folder.")
    private @Nullable Path megatron;

    @Option(names = "--olmo", paramLabel = "FILE", description = "A global_indices.npy, with a header or without.")
    private @Nullable Path olmo;

    @Option(
            names = "--numbers",
            paramLabel = "WIDTH",
            defaultValue = "u32",
            description = "Numbers of a file without a header: u32, u64. Default: ${DEFAULT-VALUE}.")
    private String numbers = "u32";

    @Option(
            names = "--batch",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Sequences of an optimiser step; adds the step.")
    private @Nullable Integer batch;

    @Option(
            names = "--from",
            paramLabel = "N",
            defaultValue = "0",
            converter = AtLeastZero.class,
            description = "First sequence that is written. Default: ${DEFAULT-VALUE}.")
    private int from;

    @Option(
            names = "--count",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Sequences that are written; default: all.")
    private @Nullable Integer count;

    @Override
    public Integer call() throws IOException {
        if ((megatron == null) == (olmo == null)) {
            throw common.usage("give the order once: --megatron PREFIX or --olmo FILE");
        }
        NpyArray.Width width = Arrays.stream(new NpyArray.Width[] {NpyArray.Width.U32, NpyArray.Width.U64})
                .filter(w -> w.name().equals(numbers.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> common.usage("--numbers must be u32 or u64, got " + numbers));
        Path out = common.require(common.out, "--out");
        common.checkOutput();
        TrainerOrder order =
                megatron != null ? MegatronOrder.open(megatron) : DataOrder.open(common.require(olmo, "--olmo"), width);
        long to = count == null ? order.sequences() : Math.min(order.sequences(), (long) from + count);
        if (from >= order.sequences()) {
            throw common.usage("--from must be below the " + order.sequences() + " sequences, got " + from);
        }
        long[] rows = new long[1];
        Compression compression = Compression.of(out.toString());
        AtomicOutput.write(out, stream -> {
            try (JsonGenerator json = new JsonFactory().createGenerator(compression.encode(stream));
                    Progress.Task task = common.progress().begin("writing", to - from, "sequences")) {
                json.setRootValueSeparator(null);
                for (long position = from; position < to; position++) {
                    rows[0] += write(order.sequence(position), position, rows[0], json);
                    task.advance((position - from) % REPORT == REPORT - 1 ? REPORT : 0);
                }
            }
        });
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sequences", to - from);
        fields.put("rows", rows[0]);
        common.emitBeside(
                fields,
                common.manifest(),
                String.format(Locale.ROOT, "%,d sequences, %,d rows in %s%n", to - from, rows[0], out));
        return ExitCode.OK.code();
    }

    private int write(List<TrainerOrder.Piece> pieces, long position, long row, JsonGenerator json) throws IOException {
        for (int i = 0; i < pieces.size(); i++) {
            TrainerOrder.Piece piece = pieces.get(i);
            json.writeStartObject();
            json.writeNumberField("index", row + i);
            json.writeStringField("id", String.valueOf(piece.document()));
            if (batch != null) {
                json.writeNumberField("step", position / batch);
            }
            json.writeNumberField("sequence", position);
            json.writeNumberField("from", piece.from());
            if (piece.to() != TrainerOrder.Piece.END) {
                json.writeNumberField("to", piece.to());
            }
            json.writeEndObject();
            json.writeRaw('\n');
        }
        return pieces.size();
    }
}
