package lstm4j.golden;

import java.util.Locale;

/** One thing done wrong in the forward pass of an LSTM layer. */
enum LstmFault {
    /** Nothing is wrong. */
    NONE("nothing"),
    GATES_IFOC("gates in the order i f o c"), GATES_ICFO("gates in the order i c f o: Keras 1"), GATES_ICOF("gates in the order i c o f"),
    GATES_IOFC("gates in the order i o f c: ONNX"), GATES_IOCF("gates in the order i o c f"), GATES_FICO("gates in the order f i c o"),
    GATES_FIOC("gates in the order f i o c"), GATES_FCIO("gates in the order f c i o"), GATES_FCOI("gates in the order f c o i"),
    GATES_FOIC("gates in the order f o i c"), GATES_FOCI("gates in the order f o c i"), GATES_CIFO("gates in the order c i f o"),
    GATES_CIOF("gates in the order c i o f"), GATES_CFIO("gates in the order c f i o"), GATES_CFOI("gates in the order c f o i: Deeplearning4j"),
    GATES_COIF("gates in the order c o i f"), GATES_COFI("gates in the order c o f i"), GATES_OIFC("gates in the order o i f c"),
    GATES_OICF("gates in the order o i c f"), GATES_OFIC("gates in the order o f i c"), GATES_OFCI("gates in the order o f c i"),
    GATES_OCIF("gates in the order o c i f"), GATES_OCFI("gates in the order o c f i"),
    KERNEL_TRANSPOSED("kernel read as (4 units, features)"),
    RECURRENT_BLOCKS_TRANSPOSED("each unit by unit block of the recurrent kernel transposed"),
    RECURRENT_DROPPED("recurrent kernel left out"),
    BIAS_MISSING("bias left out"), BIAS_DOUBLED("bias added twice"), BIAS_OF_CANDIDATE_MISSING("bias of the candidate left out"),
    FORGET_BIAS_TWICE("1 added to the forget gate at run time"),
    GATES_USE_ACTIVATION("the gates' function swapped with the candidate's"),
    CANDIDATE_USES_GATE_FUNCTION("candidate by the gates' function"),
    OUTPUT_WITHOUT_ACTIVATION("h = o c"), OUTPUT_ALWAYS_TANH("h = o tanh(c) whatever the activation"),
    ACTIVATION_IGNORED("activation taken for tanh"), RECURRENT_ACTIVATION_IGNORED("recurrent_activation taken for sigmoid"),
    HARD_SIGMOID_OF_KERAS_2("hard_sigmoid with slope 1/5"),
    FORGET_COUPLED("f = 1 - i"), INPUT_COUPLED("i = 1 - f"), INPUT_GATE_OPEN("i left out"), CELL_NOT_CARRIED("c of the step before left out"),
    HIDDEN_IS_CELL("c handed on as h"), OUTPUT_IS_CELL("c put out instead of h"),
    STATES_SWAPPED("h0 and c0 swapped"), INITIAL_STATE_IGNORED("initial state left out"),
    FIRST_STEP_SKIPPED("begins with the second step"), LAST_STEP_SKIPPED("ends one step early"),
    BACKWARDS_IGNORED("go_backwards left out"), BACKWARDS_TURNED("outputs of go_backwards turned to the order of time"),
    ONLY_FIRST_OUTPUT("the first output taken for the last"),
    STATE_NOT_KEPT("a stateful layer forgets"), STATE_NEVER_RESET("a reset does nothing"), STATE_OF_ANOTHER_ROW("rows of the kept state turned round"),
    MASK_IGNORED("mask left out"), MASK_BY_ANY_FEATURE("one feature alone masks a step"), MASK_KEEPS_ONLY_H("c goes on through masked steps"),
    MASK_RESETS_STATE("a masked step clears the state"), MASK_OUTPUT_ZERO("masked outputs 0 without zero_output_for_mask"),
    MASK_OUTPUT_STATE("masked outputs repeat h, h0 too"), MASK_ZERO_OUTPUT_IGNORED("zero_output_for_mask left out"),
    MASK_ZERO_OUTPUT_CLEARS_STATE("zero_output_for_mask clears h"), MASK_NOT_TURNED("go_backwards reads the mask forwards");

    final String what;

    LstmFault(String what) {
        this.what = what;
    }

    /** Which gate stands in block 0, 1, 2, 3, as letters. */
    String blocks() {
        return name().startsWith("GATES_") && name().length() == 10 ? name().substring(6).toLowerCase(Locale.ROOT) : "ifco";
    }
}
