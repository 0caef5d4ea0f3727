package lstm4j.layer;

/**
 * Which steps of a sequence a window sees as it moves along: at output step s the steps s·stride + k·apart − before for
 * k = 0 … count − 1, and of these those that there are. Spec: chapter 19.
 *
 * @param count steps seen at a time
 * @param apart from each of them to the next
 * @param stride from a window to the next
 * @param padding what it does at the ends
 */
public record Taps(int count, int apart, int stride, Padding padding) {
    /** Steps from the first tap to the last, both counted. */
    public int reach() {
        return (count - 1) * apart + 1;
    }

    /** Windows on a sequence of T steps: 0 where none fits, {@link Shape#ANY} where T is. */
    public int outputSteps(int T) {
        int places = padding == Padding.VALID ? T - reach() + 1 : T;
        return T == Shape.ANY ? Shape.ANY : places <= 0 ? 0 : (places - 1) / stride + 1;
    }

    /** Steps of the first window that would lie in front of a sequence of T steps. */
    public int before(int T) {
        if (padding == Padding.SAME) {
            return Math.max(0, (outputSteps(T) - 1) * stride + reach() - T) / 2;
        }
        return padding == Padding.CAUSAL ? reach() - 1 : 0;
    }

    /** The shape (batch, windows, {@code features}) made of sequences; where no window fits, what breaks {@code rule}. */
    Shape outputShape(Shape input, int features, String rule, String place) {
        int steps = outputSteps(input.get(1));
        if (steps == 0) {
            throw new RuleException(rule, place, "at least " + reach() + " timesteps, as far as a window reaches", String.valueOf(input.get(1)),
                    "padding \"same\" or \"causal\" takes shorter sequences");
        }
        return Shape.of(input.batch(), steps, features);
    }
}
