package lstm4j.golden;

/** One thing done wrong between outputs and the loss. */
enum LossFault {
    /** Nothing is wrong. */
    NONE("nothing"),
    SUMMED_OVER_ROWS("sum over rows"), SUMMED_OVER_STEPS("sum over steps, mean over rows"), SUMMED_OVER_OUTPUTS("sum over the last axis"),
    AVERAGED_OVER_CLASSES("cross-entropy divided by the number of classes"), SQUARE_HALVED("mean square with 1/2"),
    HUBER_DELTA_IGNORED("Huber with delta 1"), HUBER_WITHOUT_HALF("Huber without its 1/2"),
    SMOOTHING_IGNORED("no label smoothing"), SMOOTHING_TOWARDS_HALF("labels smoothed towards 1/2 for classes"),
    SMOOTHING_BY_CLASSES("binary labels smoothed towards 1/K"),
    LOGITS_TAKEN_FOR_PROBABILITIES("from_logits left out"), PROBABILITIES_NOT_NORMALIZED("probabilities not divided by their sum"),
    BINARY_HALF("only y ln p of the binary loss"), LOGARITHM_OF_BASE_TWO("logarithm of base 2"),
    WEIGHTS_IGNORED("sample weights left out"), WEIGHTS_NORMALIZED("divided by the sum of the sample weights"),
    MASK_IGNORED("masked steps count"), MASK_DIVIDED_BY_ALL("divided by all steps"), MASK_ROW_BY_ROW("mean of each row's mean"),
    PERCENT_OF_ONE("percentage without its 100"), PERCENT_OF_THE_OUTPUT("percentage of the output, not of the label"),
    LOGARITHM_WITHOUT_ONE("logarithmic error without + 1"), LOG_COSH_IS_SQUARE("half a square for log cosh"),
    POISSON_OF_LOGARITHMS("Poisson of logarithms, as PyTorch"), COSINE_FROM_ONE("1 - cosine"), COSINE_OF_LONG_ROWS("cosine without the lengths"),
    HINGE_OF_ZERO("label 0 of a hinge stays 0"), HINGE_WITHOUT_ONE("hinge without its 1"), HINGE_NOT_SQUARED("squared hinge without its square"),
    DIVERGENCE_AVERAGED("divergence averaged over the outputs"), DIVERGENCE_TURNED_ROUND("divergence of the label from the output"),
    PENALTY_LEFT_OUT("penalty not part of the loss");

    final String what;

    LossFault(String what) {
        this.what = what;
    }
}
