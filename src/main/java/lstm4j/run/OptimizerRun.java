package lstm4j.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import lstm4j.engine.Network;
import lstm4j.layer.RuleException;
import lstm4j.layer.Weight;
import lstm4j.train.Adagrad;
import lstm4j.train.Adam;
import lstm4j.train.Nadam;
import lstm4j.train.Optimizer;
import lstm4j.train.OptimizerState;
import lstm4j.train.RMSprop;
import lstm4j.train.SGD;

/**
 * An optimizer at work on the weights of one model: its step counter, its learning rate and the arrays ("slots") it keeps
 * for each weight. A step clips the gradients, updates slots and weights by Keras 3's formulas in float, and counts.
 *
 * <p>Scalars of a step (Adam's α, 1 − β, the norm for clipping) are computed in double, with {@link StrictMath}, and
 * rounded to float once. Keras computes β₂ᵗ in float, so its first α is up to 2.4e-5 relative off; here it is not.
 * Element arithmetic is + − × ÷ √ in the order of the formula, so the result has the same bits everywhere.
 * Steps allocate nothing. Not thread-safe. Spec: chapter 11. Source: Keras 3, {@code optimizers/base_optimizer.py}.
 */
public final class OptimizerRun implements OptimizerState {
    private final Optimizer optimizer;
    private final List<Weight> weights;
    private final int[] learning; // the numbers of those that learn; the others have no rows in slots
    private final UpdateRule rule;
    private final float weightDecay;
    private final float[][][][] slots; // [kind][weight][row][column], kinds as the rule names them
    private final TouchedRows every;
    private final TouchedRows moving; // rows whose slots may differ from what they began with, or with a gradient
    private final Projection[] projections; // an array: walking a list makes an iterator
    private float constantRate;
    private long iteration;

    /** The optimizer of a network before its first step. */
    OptimizerRun(Optimizer optimizer, Network network) {
        this(optimizer, network, null);
    }

    /** The optimizer of a network with what it remembers, in the order of {@link #slots}, not copied; null for one before its first step. [OPT-8] where it does not fit. */
    OptimizerRun(Optimizer optimizer, Network network, List<float[][]> memory) {
        this(optimizer, network.specs(), new TouchedRows(network), memory == null);
        if (memory != null) {
            take(memory);
        }
    }

    /** The optimizer before its first step: all slots as they begin. Weights in Keras's order, as in every {@link #apply}. */
    public OptimizerRun(Optimizer optimizer, List<Weight> weights) {
        this(optimizer, weights, TouchedRows.all(weights), true);
    }

    private OptimizerRun(Optimizer optimizer, List<Weight> weights, TouchedRows moving, boolean fresh) {
        this.optimizer = optimizer;
        this.weights = List.copyOf(weights);
        this.learning = IntStream.range(0, weights.size()).filter(i -> weights.get(i).trainable()).toArray();
        this.rule = ruleOf(optimizer);
        this.weightDecay = (float) optimizer.weightDecay();
        this.slots = new float[optimizer.slots()][][][];
        for (int kind = 0; kind < slots.length; kind++) {
            slots[kind] = fresh ? filled(this.weights, (float) optimizer.slotStart()) : withoutRows(this.weights);
        }
        this.projections = Projection.all(this.weights);
        this.moving = moving;
        this.every = TouchedRows.all(weights);
        this.constantRate = optimizer.hasConstantRate() ? (float) optimizer.schedule().at(0) : Float.NaN;
    }

    private static UpdateRule ruleOf(Optimizer optimizer) {
        if (optimizer instanceof SGD sgd) {
            return new SgdRule(sgd);
        }
        if (optimizer instanceof RMSprop rmsprop) {
            return new RmspropRule(rmsprop);
        }
        if (optimizer instanceof Adam adam) {
            return new AdamRule(adam);
        }
        if (optimizer instanceof Nadam nadam) {
            return new NadamRule(nadam);
        }
        if (optimizer instanceof Adagrad adagrad) {
            return new AdagradRule(adagrad);
        }
        throw new AssertionError("lstm4j bug: no update rule for the optimizer " + optimizer.name());
    }

    private static float[][][] filled(List<Weight> weights, float value) {
        float[][][] filled = new float[weights.size()][][];
        for (int i = 0; i < filled.length; i++) {
            filled[i] = new float[weights.get(i).trainable() ? weights.get(i).rows() : 0][weights.get(i).columns()];
            for (float[] row : filled[i]) {
                Arrays.fill(row, value);
            }
        }
        return filled;
    }

    private static float[][][] withoutRows(List<Weight> weights) {
        return weights.stream().map(weight -> new float[weight.trainable() ? weight.rows() : 0][]).toArray(float[][][]::new);
    }

    /**
     * One step: clips the gradients in place, updates the slots and the weights, counts. The gradients are those of the
     * mean loss of the batch; shapes are those of the weights given to the constructor, which is not checked. Weights that do not
     * learn are left alone, and their gradients are not looked at.
     *
     * @param weights [weight][row][column], changed
     * @param gradients [weight][row][column], clipped if the optimizer says so
     */
    public void apply(float[][][] weights, float[][][] gradients) {
        apply(weights, gradients, every);
    }

    /** The same with gradients that are 0 but in {@code rows}. Keras moves a row for ever once it had a gradient; so here. */
    void apply(float[][][] weights, float[][][] gradients, TouchedRows rows) {
        Clipping.clip(optimizer, gradients, rows);
        float rate = learningRate();
        rule.prepare(iteration, rate);
        if (rule.restsWithoutGradient()) {
            moving.clear();
        }
        moving.add(rows);
        TouchedRows all = rule.restsAtStart() && weightDecay == 0 ? moving : every;
        for (int i = 0; i < weights.length; i++) {
            for (int row = all.next(i, 0); row >= 0; row = all.next(i, row + 1)) {
                if (weightDecay != 0) {
                    decay(weights[i][row], weightDecay, rate);
                }
                rule.update(weights[i][row], gradients[i][row], slotRow(0, i, row), slotRow(1, i, row), slotRow(2, i, row));
            }
        }
        for (Projection projection : projections) {
            projection.apply(weights);
        }
        iteration++;
    }

    /** w ← w − (w·λ)·lr. */
    private static void decay(float[] w, float factor, float rate) {
        for (int j = 0; j < w.length; j++) {
            w[j] -= w[j] * factor * rate;
        }
    }

    private float[] slotRow(int kind, int weight, int row) {
        return kind < slots.length ? slots[kind][weight][row] : null;
    }

    @Override
    public Optimizer optimizer() {
        return optimizer;
    }

    @Override
    public long iteration() {
        return iteration;
    }

    @Override
    public void iteration(long steps) {
        if (steps < 0) {
            throw new RuleException("OPT-9", optimizer.name(), "a number of steps taken of at least 0", String.valueOf(steps), "");
        }
        iteration = steps;
    }

    @Override
    public float learningRate() {
        return optimizer.hasConstantRate() ? constantRate : (float) optimizer.schedule().at(iteration);
    }

    @Override
    public void learningRate(double rate) {
        if (!optimizer.hasConstantRate()) {
            throw new RuleException("OPT-7", optimizer.name(), "an optimizer whose learning rate is a number",
                    "one with a schedule", "a schedule alone decides the rate: compile with learningRate(0.001) to let "
                    + "ReduceLROnPlateau or a callback change it, or drop that callback");
        }
        if (!(rate >= 0 && (float) rate < Float.POSITIVE_INFINITY)) {
            throw new RuleException("OPT-1", optimizer.name(), "a finite learning rate of at least 0", String.valueOf(rate), "");
        }
        constantRate = (float) rate;
    }

    @Override
    public List<Slot> slots() {
        List<Slot> list = new ArrayList<>();
        int interleaved = Math.min(optimizer.slotsInTurn(), slots.length);
        for (int i : learning) {
            for (int kind = 0; kind < interleaved; kind++) {
                list.add(slot(kind, i));
            }
        }
        for (int kind = interleaved; kind < slots.length; kind++) {
            for (int i : learning) {
                list.add(slot(kind, i));
            }
        }
        return list;
    }

    private Slot slot(int kind, int weight) {
        return new Slot(optimizer.slotNames().get(kind), weight, slots[kind][weight]);
    }

    @Override
    public void restoreSlots(List<float[][]> saved) {
        requireShapes(saved);
        List<Slot> targets = slots();
        for (int i = 0; i < targets.size(); i++) {
            float[][] rows = targets.get(i).values();
            for (int row = 0; row < rows.length; row++) {
                System.arraycopy(saved.get(i)[row], 0, rows[row], 0, rows[row].length);
            }
        }
        notice(targets);
    }

    /** The same without a copy. */
    private void take(List<float[][]> saved) {
        requireShapes(saved);
        List<Slot> targets = slots();
        for (int i = 0; i < targets.size(); i++) {
            System.arraycopy(saved.get(i), 0, targets.get(i).values(), 0, saved.get(i).length);
        }
        notice(targets);
    }

    /** Which rows of a table have moved. */
    private void notice(List<Slot> slots) {
        slots.stream().filter(slot -> slot.weight() == 0).forEach(slot -> moving.addNonZero(slot.values()));
    }

    private void requireShapes(List<float[][]> saved) {
        List<Slot> targets = slots();
        if (saved.size() != targets.size()) {
            throw new RuleException("OPT-8", optimizer.name(), targets.size() + " arrays of optimizer state",
                    String.valueOf(saved.size()), "the state was saved from another optimizer or another model");
        }
        for (int i = 0; i < targets.size(); i++) {
            requireShape(targets.get(i), saved.get(i));
        }
    }

    private void requireShape(Slot slot, float[][] saved) {
        Weight weight = weights.get(slot.weight());
        boolean fits = saved.length == weight.rows();
        for (float[] row : saved) {
            fits &= row.length == weight.columns();
        }
        if (!fits) {
            throw new RuleException("OPT-8", optimizer.name(), slot.name() + " of weight " + slot.weight() + " (" + weight.name()
                    + ") with " + weight.rows() + " rows of " + weight.columns(), saved.length + " rows of "
                    + (saved.length == 0 ? 0 : saved[0].length), "the state was saved from another optimizer or another model");
        }
    }

    @Override
    public long parameterCount() {
        long perKind = weights.stream().filter(Weight::trainable).mapToLong(Weight::size).sum();
        return slots.length * perKind + (optimizer.hasConstantRate() ? 2 : 1);
    }
}
