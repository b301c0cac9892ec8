package org.palimpsest.traps.timestamp;

/** What is known of the certificate that signed a time-stamp. */
public enum ChainCheck {
    /** A trusted certificate vouches for it at the time of the stamp; revocation is not looked up. */
    TRUSTED,
    /** Nobody was asked: no trusted certificates were given. */
    UNCHECKED
}
