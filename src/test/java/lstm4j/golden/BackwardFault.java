package lstm4j.golden;

/** One thing done wrong in back-propagation through time. */
enum BackwardFault {
    /** Nothing is wrong. */
    NONE("nothing"),
    CELL_CARRY_DROPPED("dc not carried to the step before"), CELL_CARRY_WITHOUT_FORGET("dc carried without f"),
    HIDDEN_CARRY_DROPPED("dh not carried to the step before"), TRUNCATED_AFTER_TWO_STEPS("gradients of the last two steps only"),
    ONLY_LAST_OUTPUT("outputs before the last one give no gradient"), OUTPUT_REPLACES_CARRY("gradient of an output replaces the carried one"),
    SLOPE_OF_H("1 - h^2 instead of 1 - tanh(c)^2"), OUTPUT_GATE_MISSING_IN_DC("dc without o"), TANH_SLOPE_MISSING_IN_DC("dc without the slope of tanh(c)"),
    INPUT_GATE_MISSING_IN_DG("dg without i"), CANDIDATE_MISSING_IN_DI("di without g"), INPUT_AND_FORGET_SWAPPED("di and df swapped"),
    FORGET_USES_NEW_CELL("df with the new c"), OUTPUT_GATE_USES_CELL("do with c instead of tanh(c)"),
    SIGMOID_SLOPE_WITHOUT_COMPLEMENT("s instead of s (1 - s)"), CANDIDATE_SLOPE_MISSING("dz of the candidate without 1 - g^2"),
    RECURRENT_USES_NEW_HIDDEN("dU with the new h"), KERNEL_OF_LAST_STEP_ONLY("dW of the last step instead of the sum"),
    BIAS_OF_LAST_STEP_ONLY("db of the last step instead of the sum"), BIAS_TWICE("db twice, as two summed biases have it"),
    AVERAGED_OVER_STEPS("everything divided by T"), AVERAGED_OVER_ROWS_TWICE("everything divided by B once more"), SUMMED_OVER_ROWS("everything times B"),
    FACTOR_TWO_MISSING("derivative of the square without 2"), INPUT_WITH_TRANSPOSED_GATES("dx with the blocks of f and i swapped"),
    INITIAL_STATE_ZERO("no gradient for h0 and c0"), INITIAL_STATES_SWAPPED("gradients of h0 and c0 swapped"),
    INITIAL_CELL_WITHOUT_FORGET("gradient of c0 without f"), BACKWARDS_X_NOT_TURNED("go_backwards: dW with x of the mirrored step"),
    BACKWARDS_DX_NOT_TURNED("go_backwards: dx at the mirrored step"),
    MASKED_STEP_COUNTS("a masked step treated like any other"), MASKED_STEP_STOPS_STATE("dh and dc end at a masked step"),
    MASKED_OUTPUT_LOST("gradient of a repeated output left out"), MASKED_OUTPUT_TO_STATE("gradient of a repeated output given to h, h0 too"),
    MASKED_ZERO_PASSES_ON("gradient of a zero output given to the output before");

    final String what;

    BackwardFault(String what) {
        this.what = what;
    }
}
