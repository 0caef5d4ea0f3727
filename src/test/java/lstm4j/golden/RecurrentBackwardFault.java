package lstm4j.golden;

/** One thing done wrong in the back-propagation of a GRU or a SimpleRNN. */
enum RecurrentBackwardFault {
    /** Nothing is wrong. */
    NONE("nothing"),
    CARRY_DROPPED("GRU, SimpleRNN: dh not carried to the step before"), TRUNCATED_AFTER_TWO_STEPS("GRU, SimpleRNN: gradients of the last two steps only"),
    ONLY_LAST_OUTPUT("GRU, SimpleRNN: outputs before the last one give no gradient"),
    OUTPUT_REPLACES_CARRY("GRU, SimpleRNN: gradient of an output replaces the carried one"),
    UPDATE_CARRY_MISSING("GRU: dh carried through the gates alone"), UPDATE_CARRY_WHOLE("GRU: dh carried without z"),
    UPDATE_USES_NEW_STATE("GRU: dz with the new h"), UPDATE_WITHOUT_CANDIDATE("GRU: dz without the candidate"), UPDATE_TURNED("GRU: dz with g - h"),
    CANDIDATE_TAKES_UPDATE("GRU: dg with z instead of 1 - z"), UPDATE_AND_RESET_SWAPPED("GRU: dz and dr swapped"),
    RESET_MISSING("GRU: no gradient through r"), RESET_LEFT_OUT("GRU: gradient of the product behind r without r"),
    INNER_BIAS_LEFT_OUT("GRU: dr without the second bias"), INNER_BIAS_LIKE_THE_FIRST("GRU: gradient of the first bias given to the second"),
    STATE_NOT_RESET("GRU, reset before the product: dU with h instead of r h"),
    SIGMOID_SLOPE_WITHOUT_COMPLEMENT("GRU: s instead of s (1 - s)"), TANH_SLOPE_MISSING("GRU, SimpleRNN: no slope of tanh"),
    TANH_SLOPE_OF_STATE_BEFORE("GRU, SimpleRNN: 1 - h^2 of the step before as slope"),
    INPUT_OF_RECURRENT_SIDE("GRU: dx and dW with the gradients behind r"), RECURRENT_USES_NEW_STATE("GRU, SimpleRNN: dU with the new h"),
    KERNEL_OF_LAST_STEP_ONLY("GRU, SimpleRNN: dW of the last step instead of the sum"), BIAS_OF_LAST_STEP_ONLY("GRU, SimpleRNN: db of the last step instead of the sum"),
    AVERAGED_OVER_STEPS("GRU, SimpleRNN: everything divided by T"), SUMMED_OVER_ROWS("GRU, SimpleRNN: everything times B"),
    BACKWARDS_X_NOT_TURNED("GRU, SimpleRNN, go_backwards: dW with x of the mirrored step"),
    BACKWARDS_DX_NOT_TURNED("GRU, SimpleRNN, go_backwards: dx at the mirrored step"),
    MASKED_STEP_COUNTS("GRU, SimpleRNN: a masked step treated like any other"), MASKED_STEP_STOPS_STATE("GRU, SimpleRNN: dh ends at a masked step");

    final String what;

    RecurrentBackwardFault(String what) {
        this.what = what;
    }
}
