package org.palimpsest.inference.engine.family;

/** Whether a linear layer adds a vector. */
enum Bias {
    NONE,
    ADDED
}
