package org.palimpsest.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.palimpsest.inference.engine.family.Architecture;
import org.palimpsest.inference.engine.family.Architectures;

class BatchBudgetTest {
    private static Architecture pythia() throws Exception {
        return Architectures.parse(
                new ObjectMapper()
                        .readTree(
                                "{\"model_type\":\"gpt_neox\",\"vocab_size\":50304,\"hidden_size\":768,\"num_hidden_layers\":2,"
                                        + "\"num_attention_heads\":12,\"intermediate_size\":3072,\"max_position_embeddings\":2048}"));
    }

    @Test
    void tokensFollowFromTheFormula() throws Exception {
        BatchBudget budget = new BatchBudget(600_000_000, 1_000_000);
        long logits = 16L * 512 * 50304;
        assertThat(budget.tokens(pythia(), Precision.FP32))
                .isEqualTo((int) ((600_000_000 - logits) / (4 * (8 * 768 + 2 * 3072))));
        assertThat(budget.tokens(pythia(), Precision.BF16))
                .isEqualTo((int) ((600_000_000 - logits) / (2 * (8 * 768 + 2 * 3072))));
        assertThat(BatchBudget.ofProcessor().tokens(pythia(), Precision.FP32)).isEqualTo(2048);
        assertThat(BatchBudget.ofGpu().tokens(pythia(), Precision.BF16)).isEqualTo(32_768);
    }

    @Test
    void oneSequenceGoesWhateverItTakes() throws Exception {
        assertThat(new BatchBudget(1, 2048).tokens(pythia(), Precision.FP32)).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoBudget() {
        assertThatThrownBy(() -> new BatchBudget(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("memory must be at least 1 byte, got 0");
        assertThatThrownBy(() -> new BatchBudget(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tokens a batch must be at least 1, got 0");
    }
}
