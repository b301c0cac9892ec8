package org.palimpsest.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JsonOutputTest {
    record Tpr(double fpr, double tpr, long n) {}

    @Test
    void wrapsResultAndManifest() {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("n", 8000);
        result.put("log10P", -73.25);
        result.put("tprAtFpr", List.of(new Tpr(0.01, 0.5, 3)));
        assertThat(JsonOutput.envelope("provenance query", result, Map.of("seed", 7)))
                .isEqualTo("""
                        {
                          "schemaVersion": 1,
                          "command": "provenance query",
                          "result": {
                            "n": 8000,
                            "log10P": -73.25,
                            "tprAtFpr": [{
                              "fpr": 0.01,
                              "tpr": 0.5,
                              "n": 3
                            }]
                          },
                          "manifest": {
                            "seed": 7
                          }
                        }
                        """);
    }

    @Test
    void nonFiniteNumbersAreNull() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("boxed", Double.NaN);
        values.put("float", Float.POSITIVE_INFINITY);
        values.put("array", new double[] {1, Double.NEGATIVE_INFINITY});
        values.put("record", new Tpr(Double.NaN, 1e-5, 1));
        values.put("list", Arrays.asList(Double.NaN, 0.5f, null));
        assertThat(JsonText.compact(values))
                .isEqualTo("{\"boxed\":null,\"float\":null,\"array\":[1.0,null],"
                        + "\"record\":{\"fpr\":null,\"tpr\":1.0E-5,\"n\":1},\"list\":[null,0.5,null]}");
    }

    @Test
    void everyDoubleReadsBack() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        double[] values = random.longs(2000)
                .mapToDouble(Double::longBitsToDouble)
                .filter(Double::isFinite)
                .toArray();
        JsonNode read = new ObjectMapper().readTree(JsonText.compact(values));
        for (int i = 0; i < values.length; i++) {
            assertThat(read.get(i).doubleValue()).isEqualTo(values[i]);
        }
        assertThat(JsonText.compact(Double.parseDouble("2e23"))).isEqualTo("2.0E23");
    }

    @Test
    void pathsStayAsGiven() {
        assertThat(JsonText.compact(Map.of("file", Path.of("a", "b.jsonl")))).isEqualTo("{\"file\":\"a/b.jsonl\"}");
    }

    @Test
    void refusesWhatJsonCannotHold() {
        assertThatThrownBy(() -> JsonText.compact(Map.of("x", new Object())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a value that JSON can hold: ");
        assertThatThrownBy(() -> JsonOutput.envelope(" ", Map.of(), Map.of()))
                .hasMessage("command must not be blank, got \" \"");
    }
}
