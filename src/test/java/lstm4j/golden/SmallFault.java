package lstm4j.golden;

/** One thing done wrong in a layer without memory: slopes, moved numbers, noise, a table of words. */
enum SmallFault {
    /** Nothing is wrong. */
    NONE("nothing"),
    MAX_IGNORED("ReLU: max_value left out"), SLOPE_IGNORED("ReLU, LeakyReLU: slope below left out"), THRESHOLD_IGNORED("ReLU: threshold left out"),
    SLOPE_AROUND_ZERO("ReLU: slope times x, not x less the threshold"), DEFAULT_SLOPE("LeakyReLU: 0.3 whatever the option"),
    ALPHA_IGNORED("ELU: alpha taken for 1"),
    SLOPES_NOT_SHARED("PReLU: the first slope for all"), SLOPES_TURNED("PReLU: slopes read from their end"), SLOPE_ADDED("PReLU: x + a x below zero"),
    COLUMNS_FIRST("Reshape: column by column"), NOT_PERMUTED("Permute: sizes exchanged, numbers not"),
    ENDS_SWAPPED("ZeroPadding1D, Cropping1D: front and back exchanged"), PADDED_WITH_EDGE("ZeroPadding1D: the step at the edge repeated"),
    TILED("UpSampling1D: the sequence again and again, not each step"),
    NOISE_IN_INFERENCE("SpatialDropout1D: numbers rescaled outside training"),
    NEXT_ROW("Embedding: rows counted from 1"), TABLE_TRANSPOSED("Embedding: table read as (features, words)"),
    MASK_ZERO_IGNORED("Embedding: mask_zero left out"), MASKED_ALWAYS("Embedding: word 0 masked without mask_zero"),
    ZERO_IS_NO_ROW("Embedding: word 0 is a row of zeros");

    final String what;

    SmallFault(String what) {
        this.what = what;
    }
}
