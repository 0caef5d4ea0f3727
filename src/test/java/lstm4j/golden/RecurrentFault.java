package lstm4j.golden;

/** One thing done wrong in a GRU or a SimpleRNN. */
enum RecurrentFault {
    /** Nothing is wrong. */
    NONE("nothing"),
    GATES_RZH("GRU: gates in the order r z h: PyTorch"), GATES_ZHR("GRU: gates in the order z h r"), GATES_HZR("GRU: gates in the order h z r"),
    GATES_HRZ("GRU: gates in the order h r z"), GATES_RHZ("GRU: gates in the order r h z"),
    UPDATE_TURNED("GRU: h = (1 - z) h + z g"), UPDATE_CLOSED("GRU: z left out"), RESET_OPEN("GRU: r left out"),
    RESET_OTHER_SIDE("GRU: reset after and before the product exchanged"),
    INNER_BIAS_OUTSIDE("GRU: both biases added before the reset"), INNER_BIAS_MISSING("GRU: second bias left out"), BIASES_SWAPPED("GRU: its two biases exchanged"),
    RECURRENT_TRANSPOSED("GRU, SimpleRNN: blocks of the recurrent kernel transposed"), RECURRENT_DROPPED("GRU, SimpleRNN: recurrent kernel left out"),
    BIAS_MISSING("GRU, SimpleRNN: bias left out"), ACTIVATION_IGNORED("GRU, SimpleRNN: activation taken for tanh"),
    RECURRENT_ACTIVATION_IGNORED("GRU: recurrent_activation taken for sigmoid"),
    INITIAL_STATE_IGNORED("GRU, SimpleRNN: initial state left out"), STATE_OF_ANOTHER_ROW("GRU, SimpleRNN: rows of the state turned round"),
    BACKWARDS_IGNORED("GRU, SimpleRNN: go_backwards left out"), BACKWARDS_TURNED("GRU, SimpleRNN: outputs of go_backwards in the order of time"),
    FIRST_OUTPUT("GRU, SimpleRNN: the first output taken for the last"),
    MASK_IGNORED("GRU, SimpleRNN: mask left out"), MASK_TURNED("GRU, SimpleRNN: mask read from its end"),
    MASK_OUTPUT_ZERO("GRU, SimpleRNN: masked outputs 0 without zero_output_for_mask"), MASK_ZERO_OUTPUT_IGNORED("GRU: zero_output_for_mask left out");

    final String what;

    RecurrentFault(String what) {
        this.what = what;
    }

    /** Which gate stands in block 0, 1, 2, as letters. */
    String blocks() {
        return name().startsWith("GATES_") ? name().substring(6).toLowerCase(java.util.Locale.ROOT) : "zrh";
    }
}
