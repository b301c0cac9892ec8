package org.palimpsest.inference.engine;

/** Where a model computes. */
public enum ComputeDevice {
    /** The processor. */
    CPU,
    /** The first GPU; it is an error if there is none that libtorch can use. */
    GPU,
    /** The first GPU if libtorch can use one, else the processor. */
    AUTO
}
