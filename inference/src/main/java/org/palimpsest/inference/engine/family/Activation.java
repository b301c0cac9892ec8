package org.palimpsest.inference.engine.family;

/** The nonlinearity of a feed-forward. */
enum Activation {
    /** x Phi(x), exact. */
    GELU("torch.gelu(%s)"),
    /** x Phi(x) by the tanh formula of Hendrycks and Gimpel (2016), section 2. */
    GELU_TANH("torch.gelu(%s, approximate=\"tanh\")"),
    /** x / (1 + e^-x). */
    SILU("torch.silu(%s)"),
    /** max(x, 0). */
    RELU("torch.relu(%s)");

    private final String call;

    Activation(String call) {
        this.call = call;
    }

    /** The expression for a variable. */
    String of(String variable) {
        return call.replace("%s", variable);
    }

    static Activation read(ConfigFields config, String field, String otherwise) {
        return switch (config.text(field, otherwise)) {
            case "gelu" -> GELU;
            case "gelu_new", "gelu_fast", "gelu_pytorch_tanh" -> GELU_TANH;
            case "silu", "swish" -> SILU;
            case "relu" -> RELU;
            default -> throw config.wrong(field, "gelu, gelu_new, gelu_fast, gelu_pytorch_tanh, silu, swish or relu");
        };
    }
}
