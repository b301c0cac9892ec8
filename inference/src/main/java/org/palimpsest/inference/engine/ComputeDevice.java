package org.palimpsest.inference.engine;

/** Where a model computes. */
public enum ComputeDevice {
    /** The processor. */
    CPU,
    /** A GPU, the first unless another is named; it is an error if there is none that libtorch can use. */
    GPU,
    /** Such a GPU if libtorch can use one, else the processor. */
    AUTO
}
