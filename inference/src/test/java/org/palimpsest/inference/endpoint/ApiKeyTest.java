package org.palimpsest.inference.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    @Test
    void theKeyIsInTheHeaderAndNowhereElse() {
        ApiKey key = ApiKey.fromEnvironment(Map.of("PALIMPSEST_API_KEY", "sk-secret"));
        assertThat(key.authorization()).contains("Bearer sk-secret");
        assertThat(key).hasToString("ApiKey[hidden]");
        assertThat(key.redact("no sk-secret here: sk-secret")).isEqualTo("no [key] here: [key]");
    }

    @Test
    void noKeyIsNoHeader() {
        assertThat(ApiKey.fromEnvironment(Map.of()).authorization()).isEmpty();
        assertThat(ApiKey.none()).hasToString("ApiKey[none]");
        assertThat(ApiKey.none().redact("abc")).isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret\n", "sec ret", "s\u00e9cret"})
    void aDamagedKeyIsRefusedAndNotShown(String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiKey.of(secret))
                .withMessageContaining("a key must be printable ASCII without spaces")
                .withMessageNotContaining("cret");
    }
}
