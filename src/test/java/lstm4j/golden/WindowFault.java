package lstm4j.golden;

/** One thing done wrong in a layer of windows or in a normalization. */
enum WindowFault {
    /** Nothing is wrong. */
    NONE("nothing"),
    TURNED_ROUND("kernel of a convolution turned round, as Theano does"),
    CHANNELS_OUTSIDE("kernel of a convolution read as (channels, taps, filters)"),
    ODD_STEP_IN_FRONT("same: the odd step of the padding in front"),
    CAUSAL_LOOKS_AHEAD("causal: the padding behind the sequence"),
    STRIDE_IGNORED("strides of a convolution left out"), DILATION_IGNORED("dilation_rate left out"),
    CONVOLUTION_BIAS_MISSING("bias of a convolution left out"), CONVOLUTION_ACTIVATION_MISSING("activation of a convolution left out"),
    POOLS_OVERLAP("windows of a pooling one step apart by default"),
    PADDING_COUNTS("padding counts in the mean of a pooling"), PADDING_IS_ZERO("padding is a 0 among which the largest is chosen"),
    EPSILON_BESIDE_ROOT("normalization: epsilon beside the root"), ONE_LESS("normalization: variance divided by one less"),
    NORMALIZED_BY_BATCH("BatchNormalization: by the batch outside training"), NORMALIZED_OVER_TIME("LayerNormalization: over all steps of a sample"),
    GAMMA_MISSING("normalization: gamma left out"), BETA_SCALED("normalization: beta scaled by gamma");

    final String what;

    WindowFault(String what) {
        this.what = what;
    }
}
