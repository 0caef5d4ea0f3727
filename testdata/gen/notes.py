"""The flags of the tests: which mistake each one reveals."""


def note(bug_type, description):
    return {"bugType": bug_type, "description": description}


NOTES = {
    "GATE_ORDER": note(
        "LAYOUT",
        "Columns of kernel, recurrent kernel and bias are the gates i, f, c, o. PyTorch has i, f, g, o "
        "transposed, ONNX i, o, f, c, Keras 1 lists i, c, f, o: any other order gives other outputs.",
    ),
    "TRANSPOSED": note(
        "LAYOUT",
        "The kernel is (features, 4 units), the recurrent kernel (units, 4 units), both multiplied from the right. "
        "A unit by unit block may be transposed without any error of shape.",
    ),
    "FORGET_BIAS": note("WRONG_PRIMITIVE", "unit_forget_bias decides how the bias starts. It is not added again at run time."),
    "NO_BIAS": note("EDGE_CASE", "Without a bias a layer has two weight arrays."),
    "ACTIVATION": note(
        "WRONG_PRIMITIVE",
        "activation is applied to the candidate and to c on its way out, recurrent_activation to i, f " "and o. Fast paths have ignored both.",
    ),
    "HARD_SIGMOID": note("WRONG_PRIMITIVE", "Keras 3: clip(x/6 + 1/2). Keras 1 and 2: clip(x/5 + 1/2). They differ by up to 0.083."),
    "SATURATED": note("EDGE_CASE", "Large pre-activations: exp must not overflow, tanh and sigmoid must reach their limits."),
    "INITIAL_STATE": note("MISSING_STEP", "h0 and c0 differ, so that swapped states are seen."),
    "STATE_ORDER": note("LAYOUT", "The state is h first, then c."),
    "RETURN_SEQUENCES": note("MISSING_STEP", "All outputs, or the last one."),
    "GO_BACKWARDS": note("LAYOUT", "Outputs of go_backwards stay in the order in which they are made, the last step first; ONNX turns them round."),
    "STATEFUL": note("MISSING_STEP", "The final state of a call is the first one of the next, row by row, until reset."),
    "MASK": note("MISSING_STEP", "A masked step keeps h and c and repeats the output before it."),
    "MASK_FIRST_STEP": note(
        "AMBIGUOUS", "Before the first step that is not masked the output is 0, not h0 (Keras on TensorFlow and Torch; " "on JAX and NumPy it is h0)."
    ),
    "MASK_ALL": note("EDGE_CASE", "A row without any valid step: outputs 0, state as it came in."),
    "MASK_ZERO_OUTPUT": note("MISSING_STEP", "zero_output_for_mask: outputs of masked steps are 0, the state is kept all the same."),
    "MASK_BACKWARDS": note(
        "AMBIGUOUS",
        "go_backwards reads the mask backwards too, but hands the mask on to the next layer unturned, " "although its outputs are turned.",
    ),
    "MASK_FLATTEN": note("MISSING_STEP", "Flatten ends a mask; an LSTM that returns its last output only ends it too."),
    "MASK_LOSS": note("WRONG_PRIMITIVE", "The loss of a masked output is the sum over valid steps divided by their number in the whole batch."),
    "SMALLEST": note("EDGE_CASE", "One row, one step, one feature, one unit."),
    "STACK": note("MISSING_STEP", "Several layers: state, mask and gradient pass from one to the next."),
    "LONG": note("NUMERIC", "Many steps: rounding errors must not grow."),
    "DENSE_3D": note("LAYOUT", "Dense works on the last axis, step by step."),
    "FLATTEN_ORDER": note("LAYOUT", "Flatten is row-major: step after step, features side by side."),
    "TABLE": note("LAYOUT", "Row n of the table is word n; a word that occurs twice has the sum of both gradients."),
    "UNSEEN_ROWS": note("MISSING_STEP", "A row that had a gradient once is moved on by momentum in steps where its word does not occur."),
    "ACTIVITY": note("WRONG_PRIMITIVE", "What is added to the loss for activity is a sum over the numbers of a sample and a mean over samples, as in tf.keras."),
    "FROZEN": note("MISSING_STEP", "Weights that do not learn have no gradient, no penalty, no decay and no part in a norm; gradients go on to the layers in front."),
    "DROPOUT_INFERENCE": note("MISSING_STEP", "Dropout does nothing in inference; nothing is rescaled there."),
    "SOFTMAX_SHIFT": note("NUMERIC", "Softmax of large numbers must not overflow."),
    "REDUCTION": note(
        "WRONG_PRIMITIVE",
        "A loss is the mean over the last axis, then over all rows and steps. Sums, or means over T, change " "every gradient by one factor.",
    ),
    "SAMPLE_WEIGHT": note("WRONG_PRIMITIVE", "Weighted losses are divided by the number of rows, not by the sum of weights."),
    "SMOOTHING": note("WRONG_PRIMITIVE", "Label smoothing: y(1-s) + s/K, for the binary loss y(1-s) + s/2."),
    "FROM_LOGITS": note("MISSING_STEP", "from_logits: the head has no softmax or sigmoid, the loss brings it."),
    "CROSSENTROPY_CLIP": note(
        "AMBIGUOUS",
        "Keras on TensorFlow computes the cross-entropy of a softmax or sigmoid head from the logits, without "
        "clipping; its other backends clip probabilities to [1e-7, 1 - 1e-7], so that the loss ends at 16.118.",
    ),
    "OTHER_HEAD": note(
        "AMBIGUOUS",
        "Keras on TensorFlow takes the logits of any softmax or sigmoid for those of the loss's own function; its other "
        "backends use the outputs, as documented.",
    ),
    "PROBABILITIES": note("WRONG_PRIMITIVE", "Outputs that are not a softmax: divided by their sum and clipped before the logarithm."),
    "REGULARIZER": note(
        "WRONG_PRIMITIVE", "The penalty is l1 sum |w| + l2 sum w^2 without a factor 1/2, once per batch, and is part of the " "reported loss."
    ),
    "CLIPPING": note("WRONG_PRIMITIVE", "clipnorm shortens each array by itself, global_clipnorm all together, clipvalue each number."),
    "CONSTRAINT": note("MISSING_STEP", "A constraint changes the array after every step: after decay and update, over the axes of Keras's array."),
    "BACKPROP_STATE": note("MISSING_STEP", "Gradients flow to the initial h and c, and through every step."),
    "KINK": note("EDGE_CASE", "Points where the function bends: which side decides the derivative."),
    "KINK_AMBIGUOUS": note(
        "AMBIGUOUS", "At 0 the two pieces of celu each pass the gradient on, so TensorFlow says 2; elu, the same function, says 1."
    ),
    "FLOAT32_CONSTANT": note(
        "NUMERIC",
        "TensorFlow keeps the slope 0.2 of leaky_relu, the root of 2 in gelu and ln 2 in log_cosh as float32 even in double. "
        "Here float64 is the second source's value, with exact constants; Keras in double differs by 1e-8.",
    ),
    "OPTIMIZER": note("WRONG_PRIMITIVE", "The formula of the update, step by step."),
    "EPSILON": note("WRONG_PRIMITIVE", "A large epsilon shows where it stands: inside the root of RMSprop, beside the uncorrected root of Adam."),
    "DECIMAL_CONSTANTS": note(
        "NUMERIC",
        "Default constants such as 0.999 are no float32 numbers. Keras computes 1 - 0.999 in double and rounds "
        "then (1f - 0.999f differs from that by 1.3e-5 of its value), but takes powers of 0.999 rounded to float32, "
        "even in double, and keeps the rate as float32. Here float64 is the second source's value, with all of them as doubles.",
    ),
    "SCHEDULE": note(
        "OFF_BY_ONE",
        "The first step asks the schedule for iteration 0. float64 is the second source's value, with the rate in double "
        "(Keras in double differs by its float32 arithmetic, 1e-8).",
    ),
    "SHORT_BATCH": note("WRONG_PRIMITIVE", "A batch with fewer rows is divided by its own number of rows."),
    "LABELS": note("LAYOUT", "Labels as class numbers and as one-hot rows give the same loss."),
    "NAMES": note("FORMAT", "Layers are numbered by type: lstm, lstm_1, ..."),
    "LONG_NAMES": note("FORMAT", "Long names end in an ellipsis, the type goes to the next line."),
    "OPTIMIZER_LINES": note("FORMAT", "After the first step of training the totals include the variables of the optimizer."),
    "WIDTH": note("FORMAT", "Widths of columns depend on the width of the console."),
    "OLD_LAYOUT": note("FORMAT", "Keras 2 printed plain lines, 65 wide."),
    "BACKWARD_NOT_TURNED": note("LAYOUT", "The backward half's outputs are turned round before they are merged: each stands at the step it was made of."),
    "MERGE": note("WRONG_PRIMITIVE", "How the outputs of two halves become one, and which half stands first."),
    "WINDOW": note("OFF_BY_ONE", "Which steps a window sees: where the first one begins, how far it moves, what it does at the ends."),
    "TAP_ORDER": note("LAYOUT", "The first tap is the earliest step: a convolution of machine learning does not turn its kernel round."),
    "STATISTICS": note(
        "WRONG_PRIMITIVE",
        "Over which numbers mean and variance are taken, that the variance is divided by their number and not by one less, where epsilon "
        "stands, and when moving statistics are used and moved.",
    ),
    "TIES": note("AMBIGUOUS", "Several steps have the largest number: which of them the gradient goes to."),
    "MASK_ENDS": note("MISSING_STEP", "No mask comes out of a window; the mean over all steps leaves masked ones out."),
    "CORNERS": note("WRONG_PRIMITIVE", "Slope, threshold and limit, and on which side of a corner a number is."),
    "SLOPES": note("LAYOUT", "Learned slopes, one for each number, or shared along an axis; their gradient comes from numbers below zero alone."),
    "ORDER": note("LAYOUT", "Numbers keep their order, or exchange axes; rows are laid end to end."),
    "STEPS_MOVED": note("MISSING_STEP", "Steps of zeros, steps cut off, steps that are repeated and whose gradients add up."),
    "REPEAT": note("MISSING_STEP", "One row at n steps; the gradients of the steps add up."),
}
