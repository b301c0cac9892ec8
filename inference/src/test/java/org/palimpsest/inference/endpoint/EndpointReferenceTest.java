package org.palimpsest.inference.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointReferenceTest {
    @ParameterizedTest
    @CsvSource({
        "openai:http://localhost:8000/v1#m, http://localhost:8000/v1, m",
        "openai:https://Host/api/v1///#org/model:free#1, https://Host/api/v1, org/model:free#1",
        "openai:https://host#m, https://host/v1, m",
        "openai:HTTP://host/#m, http://host/v1, m",
    })
    void addressAndModelAreTakenApart(String reference, String base, String model) {
        EndpointReference parsed = EndpointReference.parse(reference);
        assertThat(parsed.base()).hasToString(base);
        assertThat(parsed.model()).isEqualTo(model);
        assertThat(EndpointReference.parse(parsed.toString())).isEqualTo(parsed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://h/v1#m|an endpoint is openai:BASE_URL#MODEL, for example openai:http://localhost:8000/v1#pythia",
                "openai:http://h/v1|an endpoint is openai:BASE_URL#MODEL, for example openai:http://localhost:8000/v1#pythia",
                "openai:http://h/v1#|model must not be empty",
                "openai:ftp://h#m|base must be an http or https address, got scheme \"ftp\"",
                "openai:h#m|base must be an http or https address, got scheme \"\"",
                "openai:http:///v1#m|base must name a host, got http:///v1",
                "openai:http://h/v1?a=b#m|base must have no query and no fragment",
                "openai:http://h h#m|the address does not parse",
            })
    void anythingElseIsRefused(String reference, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EndpointReference.parse(reference))
                .withMessageContaining(message);
    }

    @Test
    void aKeyInTheAddressIsRefusedAndNotShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EndpointReference.parse("openai:https://user:secret@h/v1#m"))
                .withMessageContaining("PALIMPSEST_API_KEY")
                .withMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost/v1, false",
        "http://127.0.0.1:8000/v1, false",
        "http://[::1]:8000/v1, false",
        "http://10.0.0.7/v1, true",
        "https://api.example.org/v1, false",
        "http://localhost.example.org/v1, true",
    })
    void plainHttpToAnotherMachineIsOpen(String base, boolean open) {
        assertThat(EndpointReference.parse("openai:" + base + "#m").isOpen()).isEqualTo(open);
    }

    @Test
    void whatStandsBesideTheApiHasNoVersion() {
        EndpointReference reference = EndpointReference.parse("openai:http://h:1/x/v1#m");
        assertThat(reference.api("completions")).hasToString("http://h:1/x/v1/completions");
        assertThat(reference.beside("tokenize")).hasToString("http://h:1/x/tokenize");
    }
}
