package org.palimpsest.inference.endpoint;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an endpoint can give, with the evidence.
 *
 * @param findings one a capability, in the order of {@link Capability}
 * @param generation how text is asked for, empty if it gives none
 * @param begin whether a BOS token precedes a text that is scored
 * @param sampler what a request for text may say of sampling
 */
public record EndpointCapabilities(
        List<Finding> findings, Optional<GenerationDialect> generation, BeginToken begin, SamplerDialect sampler) {
    /** Copies the findings and checks that there is one a capability. */
    public EndpointCapabilities {
        findings = List.copyOf(findings);
        List<Capability> named = findings.stream().map(Finding::capability).toList();
        if (!named.equals(List.of(Capability.values()))) {
            throw new IllegalArgumentException("findings must be one a capability in their order, got " + named);
        }
    }

    static EndpointCapabilities of(
            Map<Capability, Finding> found,
            Optional<GenerationDialect> generation,
            BeginToken begin,
            SamplerDialect sampler) {
        Map<Capability, Finding> all = new EnumMap<>(Capability.class);
        for (Capability capability : Capability.values()) {
            all.put(
                    capability,
                    found.getOrDefault(capability, new Finding(capability, Support.UNKNOWN, "was not asked for")));
        }
        return new EndpointCapabilities(List.copyOf(all.values()), generation, begin, sampler);
    }

    /**
     * The finding about a capability.
     *
     * @param capability which
     * @return the finding
     */
    public Finding of(Capability capability) {
        return findings.stream()
                .filter(finding -> finding.capability() == capability)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Whether a capability was seen.
     *
     * @param capability which
     * @return whether it was
     */
    public boolean has(Capability capability) {
        return of(capability).support() == Support.YES;
    }

    /**
     * How texts are scored: by {@code prompt_logprobs} where there is a choice, as that gives ids; not at all where
     * what is read and what is written were seen to differ.
     *
     * @return the dialect, empty if texts cannot be scored
     */
    public Optional<ScoringDialect> scoring() {
        if (of(Capability.SAME_READ_AS_WRITTEN).support() == Support.NO) {
            return Optional.empty();
        }
        if (has(Capability.PROMPT_LOG_PROBS)) {
            return Optional.of(ScoringDialect.PROMPT_LOG_PROBS);
        }
        return has(Capability.ECHO_LOG_PROBS) ? Optional.of(ScoringDialect.ECHO) : Optional.empty();
    }
}
