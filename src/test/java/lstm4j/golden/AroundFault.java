package lstm4j.golden;

/** One thing done wrong in a layer that runs others, or hands rows on. */
enum AroundFault {
    /** Nothing is wrong. */
    NONE("nothing"),
    HALVES_SWAPPED("Bidirectional: concat with the backward half in front"), NOT_TURNED("Bidirectional: outputs of the backward half not turned round"),
    BOTH_AHEAD("Bidirectional: both halves read from the start"), SAME_WEIGHTS("Bidirectional: both halves have the first one's weights"),
    BACKWARD_ACTIVATION_IGNORED("Bidirectional: activation of backward_layer left out"), MERGED_BY_SUM("Bidirectional: merge_mode taken for sum"),
    AVERAGE_NOT_HALVED("Bidirectional: ave without its half"), MASKED_SAID_AGAIN("Bidirectional: masked steps repeat the output before"),
    HALVES_MASK_IGNORED("Bidirectional: mask left out"), HALVES_STATES_SWAPPED("Bidirectional: states of the halves exchanged"),
    HALVES_START_ANEW("Bidirectional: a state given or kept is left out"),
    REPEATED_ONCE("RepeatVector: the row at the first step alone"), EVERY_STEP_THE_FIRST("TimeDistributed: the first step for all"),
    CELLS_READ_LATE("RNN: a cell reads what the one below said a step before"),
    CELLS_WITHOUT_MASK("RNN: cells above the first skip no step"), CELLS_MASK_UNTURNED("RNN: cells above the first read the mask of go_backwards forwards"),
    CELLS_STATES_SWAPPED("RNN: states of the cells in the order of the last cell first"), CELLS_BACKWARDS_IGNORED("RNN: go_backwards left out");

    final String what;

    AroundFault(String what) {
        this.what = what;
    }
}
