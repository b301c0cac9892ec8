package org.palimpsest.inference.endpoint;

/**
 * What a probe found out about one capability.
 *
 * @param capability which
 * @param support whether the endpoint has it
 * @param evidence what was sent and what came back; never the key
 */
public record Finding(Capability capability, Support support, String evidence) {}
