package org.palimpsest.inference.endpoint;

/** Whether an endpoint has a capability. */
public enum Support {
    /** It was seen. */
    YES,
    /** It was asked for and did not come. */
    NO,
    /** It was not asked for, or the answer says nothing about it. */
    UNKNOWN
}
