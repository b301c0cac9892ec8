package org.palimpsest.inference.engine.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitecturesTest {
    private static final String LLAMA = "'model_type':'llama','vocab_size':96,'hidden_size':16,'intermediate_size':24,"
            + "'num_hidden_layers':2,'num_attention_heads':4,'max_position_embeddings':64";

    /** JSON with single quotes and without the outer braces. */
    private static Architecture parse(String fields) throws IOException {
        return Architectures.parse(new ObjectMapper().readTree("{" + fields.replace('\'', '"') + "}"));
    }

    /** The numbers of trained numbers that the models' authors and Hugging Face state. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            gpt2 124M       | 124439808  | 'model_type':'gpt2','vocab_size':50257,'n_positions':1024,'n_embd':768,'n_layer':12,'n_head':12
            GPT-Neo 125M    | 125198592  | 'model_type':'gpt_neo','vocab_size':50257,'max_position_embeddings':2048,'hidden_size':768,'num_layers':12,'num_heads':12,'intermediate_size':null,'window_size':256,'attention_types':[[['global','local'],6]]
            Pythia 160M     | 162322944  | 'model_type':'gpt_neox','vocab_size':50304,'max_position_embeddings':2048,'hidden_size':768,'num_hidden_layers':12,'num_attention_heads':12,'intermediate_size':3072,'rotary_pct':0.25
            GPT-J 6B        | 6050882784 | 'model_type':'gptj','vocab_size':50400,'n_positions':2048,'n_embd':4096,'n_layer':28,'n_head':16,'rotary_dim':64,'tie_word_embeddings':false
            Llama 2 7B      | 6738415616 | 'model_type':'llama','vocab_size':32000,'max_position_embeddings':4096,'hidden_size':4096,'num_hidden_layers':32,'num_attention_heads':32,'num_key_value_heads':32,'intermediate_size':11008
            Llama 3 8B      | 8030261248 | 'model_type':'llama','vocab_size':128256,'max_position_embeddings':8192,'hidden_size':4096,'num_hidden_layers':32,'num_attention_heads':32,'num_key_value_heads':8,'intermediate_size':14336
            TinyLlama 1.1B  | 1100048384 | 'model_type':'llama','vocab_size':32000,'max_position_embeddings':2048,'hidden_size':2048,'num_hidden_layers':22,'num_attention_heads':32,'num_key_value_heads':4,'intermediate_size':5632
            Mistral 7B      | 7241732096 | 'model_type':'mistral','vocab_size':32000,'max_position_embeddings':32768,'hidden_size':4096,'num_hidden_layers':32,'num_attention_heads':32,'num_key_value_heads':8,'intermediate_size':14336,'sliding_window':4096
            Qwen2 0.5B      | 494032768  | 'model_type':'qwen2','vocab_size':151936,'max_position_embeddings':131072,'hidden_size':896,'num_hidden_layers':24,'num_attention_heads':14,'num_key_value_heads':2,'intermediate_size':4864,'tie_word_embeddings':true
            Qwen3 0.6B      | 596049920  | 'model_type':'qwen3','vocab_size':151936,'max_position_embeddings':40960,'hidden_size':1024,'num_hidden_layers':28,'num_attention_heads':16,'num_key_value_heads':8,'head_dim':128,'intermediate_size':3072,'tie_word_embeddings':true
            OLMo 1B         | 1176764416 | 'model_type':'olmo','vocab_size':50304,'max_position_embeddings':2048,'hidden_size':2048,'num_hidden_layers':16,'num_attention_heads':16,'intermediate_size':8192,'tie_word_embeddings':true
            OLMo-2 7B       | 7298617344 | 'model_type':'olmo2','vocab_size':100352,'max_position_embeddings':4096,'hidden_size':4096,'num_hidden_layers':32,'num_attention_heads':32,'intermediate_size':11008
            Phi-2           | 2779683840 | 'model_type':'phi','vocab_size':51200,'max_position_embeddings':2048,'hidden_size':2560,'num_hidden_layers':32,'num_attention_heads':32,'num_key_value_heads':null,'intermediate_size':10240,'partial_rotary_factor':0.4
            Gemma-2 2B      | 2614341888 | 'model_type':'gemma2','vocab_size':256000,'max_position_embeddings':8192,'hidden_size':2304,'num_hidden_layers':26,'num_attention_heads':8,'num_key_value_heads':4,'head_dim':256,'intermediate_size':9216,'sliding_window':4096
            """)
    void publishedModelsHaveAsManyParametersAsTheirAuthorsSay(String name, long parameters, String fields)
            throws IOException {
        assertThat(parse(fields).parameters()).as(name).isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'quantization_config':{'bits':4}                | quantization_config must be absent, found {"bits":4}
            'hidden_act':'mish'                             | hidden_act must be gelu, gelu_new, gelu_fast, gelu_pytorch_tanh, silu, swish or relu, found mish
            'rope_scaling':{'type':'longrope','factor':4}   | rope_scaling.type must be default, dynamic, linear, llama3 or yarn, found longrope
            'rope_scaling':{'rope_type':'mrope'}            | rope_scaling.rope_type must be default, dynamic, linear, llama3 or yarn, found mrope
            'rope_scaling':{'rope_type':'linear'}           | rope_scaling.factor must be a finite number, found nothing
            'rope_scaling':{'type':'linear','factor':0}     | rope_scaling.factor must be a number above 0, found 0
            'rope_theta':1,'rope_scaling':{'type':'yarn','factor':4}            | rope_scaling.rope_theta must be above 1, found nothing
            'rope_scaling':{'type':'yarn','factor':-1}      | rope_scaling.factor must be a number above 0, found -1
            'rope_scaling':{'rope_type':'llama3','factor':8,'low_freq_factor':4,'high_freq_factor':4,'original_max_position_embeddings':8} | rope_scaling.high_freq_factor must be above low_freq_factor = 4.0, found 4
            'rope_parameters':{'rope_type':'longrope'}      | rope_parameters.rope_type must be default, dynamic, linear, llama3 or yarn, found longrope
            'rope_parameters':{'rope_type':'default'},'rope_scaling':{'type':'su'} | rope_scaling.type must be default, dynamic, linear, llama3 or yarn, found su
            'num_hidden_layers':5000                        | num_hidden_layers must be a whole number of at most 4096, found 5000
            'num_attention_heads':99999                     | num_attention_heads must be a whole number of at most 16384, found 99999
            'hidden_size':2000000                           | hidden_size must be a whole number of at most 1048576, found 2000000
            'head_dim':99999                                | head_dim must be such that a head is at most 16384 wide, found 99999
            'rope_parameters':{'full_attention':{}}         | rope_parameters.rope_theta must be given for all layers alike, found nothing
            'rope_scaling':{'rope_type':'llama3','factor':8,'low_freq_factor':1,'high_freq_factor':4} | rope_scaling.original_max_position_embeddings must be a finite number, found nothing
            'rope_scaling':8                                | rope_scaling must be an object, found 8
            'rope_theta':-1                                 | rope_theta must be a number above 0, found -1
            'num_key_value_heads':3                         | num_key_value_heads must be a divisor of num_attention_heads = 4, found 3
            'num_attention_heads':0                         | num_attention_heads must be a whole number of at least 1, found 0
            'num_attention_heads':5                         | hidden size must be a multiple of the number of heads, found 16 and 5
            'vocab_size':'many'                             | vocab_size must be a whole number of at least 1, found many
            'attention_bias':'yes'                          | attention_bias must be true or false, found yes
            'head_dim':3                                    | partial_rotary_factor must be such that a part of at least 2 of a head of 3 turns
            'model_type':'mistral','sliding_window':0       | sliding_window must be a whole number of at least 1, found 0
            'model_type':'mistral','layer_types':['full_attention']             | layer_types must be a list of 2, found ["full_attention"]
            'model_type':'mistral','layer_types':['full_attention','linear']    | layer_types must be full_attention or sliding_attention
            'model_type':'mixtral'                          | model_type must be one of gemma2, gpt2, gpt_neo, gpt_neox, gptj, llama, mistral, olmo, olmo2, phi, qwen2, qwen3, found mixtral
            'model_type':null                               | found nothing
            'model_type':'mistral','sliding_window':null,'layer_types':['full_attention','sliding_attention'] | sliding_window must be a number where layer_types has sliding_attention
            'model_type':'phi','qk_layernorm':1             | qk_layernorm must be true or false, found 1
            """)
    void whatIsNotComputedIsNamed(String fields, String message) {
        assertThatThrownBy(() -> parse(LLAMA + "," + fields))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void specialTokensAreOneOrMany() throws IOException {
        assertThat(parse(LLAMA).beginToken()).isEqualTo(-1);
        assertThat(parse(LLAMA).endTokens()).isEmpty();
        Architecture model = parse(LLAMA + ",'bos_token_id':1,'eos_token_id':[2,3]");
        assertThat(model.beginToken()).isEqualTo(1);
        assertThat(model.endTokens()).containsExactly(2, 3);
        // sizes that were made small leave the ids of the large model behind
        assertThat(parse(LLAMA + ",'bos_token_id':50256").beginToken()).isEqualTo(-1);
        assertThat(parse(LLAMA + ",'bos_token_id':96").beginToken()).isEqualTo(-1);
        assertThat(parse(LLAMA + ",'bos_token_id':95").beginToken()).isEqualTo(95);
        assertThat(model.modelType()).isEqualTo("llama");
        assertThat(model.maxPositions()).isEqualTo(64);
    }

    @Test
    void theBareModelsNamesAreKnown() throws IOException {
        Architecture model = parse(LLAMA);
        assertThat(model.storedNames("model.norm.weight")).containsExactly("model.norm.weight", "norm.weight");
        assertThat(model.storedNames("lm_head.weight")).containsExactly("lm_head.weight");
        assertThat(parse(LLAMA + ",'tie_word_embeddings':true").storedNames("model.embed_tokens.weight"))
                .containsExactly("model.embed_tokens.weight", "embed_tokens.weight", "lm_head.weight");
        Architecture pythia = parse(LLAMA + ",'model_type':'gpt_neox','rotary_pct':0.5");
        assertThat(pythia.storedNames("embed_out.weight")).containsExactly("embed_out.weight", "lm_head.weight");
        Architecture tied = parse(LLAMA + ",'model_type':'gpt_neox','rotary_pct':0.5,'tie_word_embeddings':true");
        assertThat(tied.storedNames("gpt_neox.embed_in.weight"))
                .containsExactly("gpt_neox.embed_in.weight", "embed_in.weight", "embed_out.weight", "lm_head.weight");
        assertThatThrownBy(() -> model.storedNames("model.norm.bias"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("model.norm.bias is not a weight of a llama model");
    }

    /** Llama 3.1's frequencies: short wavelengths stay, long ones are 8 times as long, and one between is mixed. */
    @Test
    void llama3StretchesLongWavelengthsOnly() throws IOException {
        String scaling = "'rope_type':'llama3','factor':8.0,'low_freq_factor':1.0,'high_freq_factor':4.0,"
                + "'original_max_position_embeddings':8192";
        ConfigFields fields = new ConfigFields(new ObjectMapper()
                .readTree(("{'rope_theta':500000.0,'rope_scaling':{" + scaling + "}}").replace('\'', '"')));
        Rope rope = Rope.read(fields, 128);
        Rope plain = Rope.of(Rope.Style.HALF, 128, 500_000);
        assertThat(rope.frequencies()).hasSize(64);
        assertThat(rope.frequencies().get(0)).isEqualTo(1.0);
        assertThat(rope.frequencies().get(63)).isEqualTo(plain.frequencies().get(63) / 8);
        double f = plain.frequencies().get(32);
        double smooth = (8192 / (2 * Math.PI / f) - 1) / (4 - 1);
        assertThat(smooth).isBetween(0.1, 0.9);
        assertThat(rope.frequencies().get(32)).isCloseTo((1 - smooth) * f / 8 + smooth * f, within(1e-15));
    }

    /** What a file leaves out has the value of transformers' own class; null means none. */
    @Test
    void whatAFileLeavesOutIsNotNothing() throws IOException {
        String gemma = LLAMA + ",'model_type':'gemma2'";
        String off = ",'attn_logit_softcapping':null,'final_logit_softcapping':null,'sliding_window':null";
        String said = ",'attn_logit_softcapping':50,'final_logit_softcapping':30,'sliding_window':4096,"
                + "'query_pre_attn_scalar':256,'hidden_activation':'gelu_pytorch_tanh'";
        assertThat(parse(gemma).program())
                .isEqualTo(parse(gemma + said + ",'hidden_act':'relu'").program())
                .isNotEqualTo(parse(gemma + off).program());
        String mistral = LLAMA + ",'model_type':'mistral'";
        assertThat(parse(mistral).program())
                .isEqualTo(parse(mistral + ",'sliding_window':4096").program())
                .isNotEqualTo(parse(mistral + ",'sliding_window':null").program());
        String olmo = LLAMA + ",'model_type':'olmo2'";
        assertThat(parse(olmo).program())
                .isEqualTo(parse(olmo + ",'rms_norm_eps':1e-5").program());
    }

    @Test
    void theNamesOfOtherFamiliesAreRead() throws IOException {
        String own = "'vocab_size':96,'n_embd':16,'n_layer':2,'n_head':4,'n_positions':64";
        String general = "'vocab_size':96,'hidden_size':16,'num_hidden_layers':2,'num_attention_heads':4,"
                + "'max_position_embeddings':64";
        for (String type : List.of("'model_type':'gpt2',", "'model_type':'gptj','rotary_dim':4,")) {
            assertThat(parse(type + general).program())
                    .isEqualTo(parse(type + own).program());
        }
    }

    /** Qwen's recipe for texts four times as long; first and last pair by hand, the one between from its formula. */
    @Test
    void yarnDividesLongWavelengthsOnly() throws IOException {
        ConfigFields fields = new ConfigFields(new ObjectMapper()
                .readTree(("{'max_position_embeddings':32768,'rope_theta':1e6,'rope_scaling':{'type':'yarn',"
                                + "'factor':4.0,'original_max_position_embeddings':32768}}")
                        .replace('\'', '"')));
        Rope rope = Rope.read(fields, 128);
        Rope plain = Rope.of(Rope.Style.HALF, 128, 1e6);
        assertThat(rope.amplitude()).isCloseTo(0.1 * Math.log(4) + 1, within(1e-15));
        assertThat(rope.frequencies().get(0)).isEqualTo(1.0);
        assertThat(rope.frequencies().get(63)).isEqualTo(plain.frequencies().get(63) / 4);
        // 128 ln(32768 / (64 pi)) / (2 ln 1e6) = 23.6 and with one turn 39.6: from pair 23 to pair 40
        double share = (30 - 23) / (40.0 - 23);
        assertThat(rope.frequencies().get(30))
                .isCloseTo(plain.frequencies().get(30) * (1 - share + share / 4), within(1e-15));
    }
}
