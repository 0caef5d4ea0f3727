package lstm4j.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Two recurrent layers on the same sequence, one from its start and one from its end, whose outputs are merged step by
 * step: at each step the output knows what came before and what comes after.
 *
 * <p>The layer given is the forward half; the backward half has the same options unless given by {@link #backwardLayer},
 * and weights of its own. Source: Keras 3, {@code layers/rnn/bidirectional.py}. Spec: chapter 15.
 */
public final class Bidirectional extends FluentLayer<Bidirectional> {
    static final LayerOption<FluentLayer<?>> LAYER = LayerOption.layer("layer");
    static final LayerOption<Merge> MERGE_MODE = LayerOption.choice("merge_mode", Merge.CONCAT);
    static final LayerOption<FluentLayer<?>> BACKWARD_LAYER = LayerOption.optionalLayer("backward_layer");

    private static final List<LayerOption<?>> OPTIONS = List.of(LAYER, MERGE_MODE, BACKWARD_LAYER);

    private Bidirectional() {
    }

    /** A layer that reads a sequence from both ends with a layer of this kind and these options each. */
    public static Bidirectional of(Recurrent<?> layer) {
        return new Bidirectional().set(LAYER, layer);
    }

    /** How the outputs of the halves become one; {@link Merge#CONCAT} by default. */
    public Bidirectional mergeMode(Merge mode) {
        return set(MERGE_MODE, mode);
    }

    /**
     * The layer that reads from the end, with {@code goBackwards()}; it must agree with the other in {@code
     * returnSequences}, {@code stateful} and {@code returnState}, else the model cannot be built, [BI-2].
     */
    public Bidirectional backwardLayer(Recurrent<?> layer) {
        return set(BACKWARD_LAYER, layer);
    }

    @Override
    public String type() {
        return "Bidirectional";
    }

    @Override
    public List<LayerOption<?>> options() {
        return OPTIONS;
    }

    /** How the outputs become one. */
    public Merge mergeMode() {
        return get(MERGE_MODE);
    }

    /** The forward half; with its outputs at masked steps zero if it returns sequences, as Keras has it. */
    public Recurrent<?> forward() {
        return half(get(LAYER), "forward_");
    }

    /** The backward half, likewise: that given, or the forward half turned round. */
    public Recurrent<?> backward() {
        FluentLayer<?> given = get(BACKWARD_LAYER);
        return half(given != null ? given : recurrent(get(LAYER)).goBackwards(true), "backward_");
    }

    private Recurrent<?> half(FluentLayer<?> given, String prefix) {
        Recurrent<?> layer = recurrent(given);
        String own = layer.name().isEmpty() ? layer.defaultName() : layer.name().replaceFirst("^(forward|backward)_", "");
        return layer.zeroOutputForMask(layer.returnsSequences()).name(prefix + own);
    }

    private Recurrent<?> recurrent(FluentLayer<?> layer) {
        if (layer instanceof Recurrent<?> recurrent) {
            return recurrent;
        }
        throw new RuleException("BI-2", name().isEmpty() ? defaultName() : name(), "a layer that reads sequences step by step, as an LSTM",
                layer.type(), "");
    }

    @Override
    public List<Inside> inside(Shape input) {
        return List.of(new Inside("forward_layer", forward(), input), new Inside("backward_layer", backward(), input));
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        requireFit(place);
        Shape one = forward().outputShape(input, place, hint);
        Shape other = backward().outputShape(input, place, hint);
        if (mergeMode() == Merge.CONCAT || mergeMode() == Merge.NONE) {
            return one.withFeatures(one.features() + other.features());
        }
        require(place, one.features() == other.features(), "halves of as many units each, to be merged number by number",
                one.features() + " and " + other.features());
        return one;
    }

    private void requireFit(String place) {
        Recurrent<?> one = forward();
        Recurrent<?> other = backward();
        require(place, one.goesBackwards() != other.goesBackwards(), "one half with goBackwards() and one without",
                one.goesBackwards() ? "both with it" : "none with it");
        require(place, one.returnsSequences() == other.returnsSequences() && one.isStateful() == other.isStateful()
                && one.returnsState() == other.returnsState(), "halves that agree in returnSequences, stateful and returnState",
                "halves that differ");
    }

    private static void require(String place, boolean condition, String expected, String got) {
        if (!condition) {
            throw new RuleException("BI-2", place, expected, got, "");
        }
    }

    @Override
    public boolean severalOutputs() {
        return mergeMode() == Merge.NONE;
    }

    @Override
    public List<String> gates() {
        return forward().gates().equals(backward().gates()) ? forward().gates() : List.of();
    }

    @Override
    public String formula(Shape input) {
        String one = forward().formula(input);
        String other = backward().formula(input);
        return one.equals(other) ? "2·(" + one + ")" : one + " + " + other;
    }

    @Override
    public List<String> stateNames() {
        List<String> names = new ArrayList<>();
        forward().stateNames().forEach(name -> names.add("forward_" + name));
        backward().stateNames().forEach(name -> names.add("backward_" + name));
        return names;
    }

    @Override
    public int[] stateSizes() {
        List<Integer> sizes = new ArrayList<>(Collections.nCopies(forward().stateNames().size(), forward().units()));
        sizes.addAll(Collections.nCopies(backward().stateNames().size(), backward().units()));
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public boolean isStateful() {
        return forward().isStateful();
    }

    @Override
    public boolean returnsState() {
        return forward().returnsState();
    }

    @Override
    public boolean takesSequence() {
        return true;
    }

    @Override
    public boolean passesMask() {
        return forward().returnsSequences();
    }

    @Override
    public String needsWholeSequence() {
        return name() + ", whose backward half begins at the last step";
    }

    @Override
    public boolean goesBackwards(String part) {
        return (part.startsWith("backward_") ? backward() : forward()).goesBackwards();
    }

    @Override
    String endsTheTimeAxis() {
        return name() + " returns only its last outputs; add returnSequences() to the layer inside " + name();
    }
}
