package lstm4j.layer;

/** What a window that moves over a sequence does at its ends. */
public enum Padding {
    /** It stays inside: fewer steps come out than go in. */
    VALID,
    /** It reaches over both ends alike, where there is nothing; with a stride of 1 as many steps come out as go in. */
    SAME,
    /** It reaches over the start alone, so that no output knows a later step. */
    CAUSAL
}
