package lstm4j.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Recurrent layers as cells of one layer, the first at the bottom: at each step the output of a cell is the input of the next
 * one, and that of the last comes out. What Keras calls {@code RNN(StackedRNNCells([…]))}; an RNN around one cell alone is
 * the recurrent layer itself. Source: Keras 3, {@code layers/rnn/stacked_rnn_cells.py}. Spec: chapter 15.
 */
public final class RNN extends FluentLayer<RNN> {
    private static final LayerOption<List<FluentLayer<?>>> CELL = LayerOption.cells("cell", RNN::checked);
    private static final List<LayerOption<Boolean>> OF_THE_WHOLE = List.of(Recurrent.RETURN_SEQUENCES, Recurrent.RETURN_STATE,
            Recurrent.GO_BACKWARDS, Recurrent.STATEFUL, Recurrent.ZERO_OUTPUT_FOR_MASK);

    private RNN() {
    }

    /** A layer of these cells, at least one, which say nothing about sequences, states or direction; else [STACK-2]. */
    public static RNN of(Recurrent<?>... cells) {
        return new RNN().set(CELL, List.copyOf(Required.all("cells", cells)));
    }

    private static List<FluentLayer<?>> checked(String place, List<FluentLayer<?>> cells) {
        require("STACK-2", place, !cells.isEmpty(), "at least one cell", "none");
        for (FluentLayer<?> cell : cells) {
            require("STACK-2", place, cell instanceof Recurrent<?>, "cells that are recurrent layers, as an LSTM", cell.type());
            for (LayerOption<Boolean> option : OF_THE_WHOLE) {
                require("STACK-2", place, !cell.get(option), option.name() + " of the RNN", option.name() + " of a cell, " + cell.type());
            }
        }
        return List.copyOf(cells);
    }

    /** Return every step's output of the last cell. */
    public RNN returnSequences() {
        return set(Recurrent.RETURN_SEQUENCES, true);
    }

    /** Make the final states of all cells readable beside the output; for the last layer of a model. */
    public RNN returnState() {
        return set(Recurrent.RETURN_STATE, true);
    }

    /** Read the sequence from its end; outputs stay in the order in which they are made, as in Keras. */
    public RNN goBackwards() {
        return set(Recurrent.GO_BACKWARDS, true);
    }

    /** Begin each batch with the final states of the one before; needs a fixed batch size. */
    public RNN stateful() {
        return set(Recurrent.STATEFUL, true);
    }

    /** Output zeros at masked steps instead of repeating the output before. */
    public RNN zeroOutputForMask() {
        return set(Recurrent.ZERO_OUTPUT_FOR_MASK, true);
    }

    @Override
    public String type() {
        return "RNN";
    }

    @Override
    public List<LayerOption<?>> options() {
        List<LayerOption<?>> options = new ArrayList<>(List.of(CELL));
        options.addAll(OF_THE_WHOLE);
        return options;
    }

    @Override
    public boolean holdsCells() {
        return true;
    }

    /** The cells as layers at work: the first one reads the sequence, each other one what the one before it gives. */
    public List<Recurrent<?>> cells() {
        List<FluentLayer<?>> given = get(CELL);
        List<Recurrent<?>> cells = new ArrayList<>();
        for (int k = 0; k < given.size(); k++) {
            Recurrent<?> cell = (Recurrent<?>) given.get(k);
            boolean last = k == given.size() - 1;
            cells.add(cell.returnSequences(!last || returnsSequences()).goBackwards(k == 0 && goesBackwards())
                    .zeroOutputForMask(last && get(Recurrent.ZERO_OUTPUT_FOR_MASK)));
        }
        return cells;
    }

    /** The roles are Keras's numbers of each kind of cell: {@code lstm_cell}, {@code gru_cell}, {@code lstm_cell_1}. */
    @Override
    public List<Inside> inside(Shape input) {
        Map<String, Integer> seen = new HashMap<>();
        List<Inside> inside = new ArrayList<>();
        Shape shape = input;
        for (Recurrent<?> cell : cells()) {
            String kind = cell.defaultName() + "_cell";
            int number = seen.merge(kind, 1, Integer::sum) - 1;
            String role = number == 0 ? kind : kind + "_" + number;
            inside.add(new Inside(role, cell.name().isEmpty() ? cell.name(role) : cell, shape));
            shape = shape.withFeatures(cell.units());
        }
        return inside;
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        requireSequence(input, place, hint);
        return cells().get(cells().size() - 1).outputShape(input, place, hint);
    }

    @Override
    public List<String> gates() {
        return cells().stream().map(Layer::gates).distinct().count() == 1 ? cells().get(0).gates() : List.of();
    }

    @Override
    public String formula(Shape input) {
        return inside(input).stream().map(cell -> cell.layer().formula(cell.input())).collect(Collectors.joining(" + "));
    }

    @Override
    public List<String> stateNames() {
        List<String> names = new ArrayList<>();
        for (Inside cell : inside(Shape.of(Shape.ANY, Shape.ANY, 1))) {
            cell.layer().stateNames().forEach(name -> names.add(cell.role() + "_" + name));
        }
        return names;
    }

    @Override
    public int[] stateSizes() {
        return cells().stream().flatMapToInt(cell -> Arrays.stream(cell.stateSizes())).toArray();
    }

    @Override
    public boolean isStateful() {
        return get(Recurrent.STATEFUL);
    }

    @Override
    public boolean returnsState() {
        return get(Recurrent.RETURN_STATE);
    }

    @Override
    public boolean takesSequence() {
        return true;
    }

    @Override
    public boolean passesMask() {
        return returnsSequences();
    }

    @Override
    public String needsWholeSequence() {
        return goesBackwards() ? name() + " with goBackwards()" : "";
    }

    @Override
    public boolean goesBackwards(String part) {
        return goesBackwards();
    }

    @Override
    String endsTheTimeAxis() {
        return name() + " returns only its last output; add returnSequences() to " + name();
    }

    /** Whether every step's output is returned. */
    public boolean returnsSequences() {
        return get(Recurrent.RETURN_SEQUENCES);
    }

    /** Whether the sequence is read from its end. */
    public boolean goesBackwards() {
        return get(Recurrent.GO_BACKWARDS);
    }
}
