package lstm4j.oracle;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.GRU;
import lstm4j.layer.LSTM;
import lstm4j.layer.Recurrent;

/** One step of a recurrent layer in dual numbers, for {@link DualModel}: one gate after the other, one unit after the other. */
abstract class DualCell {
    final DualFunctions functions;
    final Dual[][] kernel;
    final Dual[][] recurrent;
    final Dual[][] bias; // null: none
    final int U;

    private DualCell(Recurrent<?> layer, DualFunctions functions, Dual[][][] weights, int first) {
        this.functions = functions;
        this.kernel = weights[first];
        this.recurrent = weights[first + 1];
        this.bias = layer.useBias() ? weights[first + 2] : null;
        this.U = layer.units();
    }

    static DualCell of(Recurrent<?> layer, DualFunctions functions, Dual[][][] weights, int first) {
        return switch (layer.type()) {
            case "LSTM" -> new OfLstm((LSTM) layer, functions, weights, first);
            case "GRU" -> new OfGru((GRU) layer, functions, weights, first);
            case "SimpleRNN" -> new OfSimpleRnn(layer, functions, weights, first);
            default -> throw new AssertionError(layer.type());
        };
    }

    /** The state after a step, from its input, the h before behind dropout, and the state before. */
    abstract Dual[][] step(Dual[] in, Dual[] back, Dual[][] state);

    /** x·W + h·R + bias of a column; of the rows of the bias, the sum. */
    Dual sum(int column, Dual[] in, Dual[] back) {
        return ofInput(column, in).plus(ofOutput(column, back)).plus(bias == null || bias.length == 1 ? Dual.ZERO : bias[1][column]);
    }

    Dual ofInput(int column, Dual[] in) {
        Dual sum = DualModel.dot(in, kernel, column);
        return bias == null ? sum : sum.plus(bias[0][column]);
    }

    Dual ofOutput(int column, Dual[] back) {
        return DualModel.dot(back, recurrent, column);
    }

    private static final class OfLstm extends DualCell {
        private final ActivationFunction gate;
        private final ActivationFunction activation;

        OfLstm(LSTM layer, DualFunctions functions, Dual[][][] weights, int first) {
            super(layer, functions, weights, first);
            this.gate = layer.recurrentActivation();
            this.activation = layer.activation();
        }

        @Override
        Dual[][] step(Dual[] in, Dual[] back, Dual[][] state) {
            Dual[][] after = new Dual[2][U];
            for (int u = 0; u < U; u++) {
                Dual input = functions.apply(gate, sum(u, in, back));
                Dual forget = functions.apply(gate, sum(U + u, in, back));
                Dual candidate = functions.apply(activation, sum(2 * U + u, in, back));
                Dual output = functions.apply(gate, sum(3 * U + u, in, back));
                after[1][u] = input.times(candidate).plus(forget.times(state[1][u]));
                after[0][u] = functions.apply(activation, after[1][u]).times(output);
            }
            return after;
        }
    }

    private static final class OfGru extends DualCell {
        private final ActivationFunction gate;
        private final ActivationFunction activation;
        private final boolean after;

        OfGru(GRU layer, DualFunctions functions, Dual[][][] weights, int first) {
            super(layer, functions, weights, first);
            this.gate = layer.recurrentActivation();
            this.activation = layer.activation();
            this.after = layer.resetAfter();
        }

        @Override
        Dual[][] step(Dual[] in, Dual[] back, Dual[][] state) {
            Dual[] reset = new Dual[U];
            Dual[] kept = new Dual[U];
            for (int u = 0; u < U; u++) {
                reset[u] = functions.apply(gate, sum(U + u, in, back));
                kept[u] = reset[u].times(back[u]);
            }
            Dual[] h = new Dual[U];
            for (int u = 0; u < U; u++) {
                int column = 2 * U + u;
                Dual said = after ? ofOutput(column, back).plus(bias == null ? Dual.ZERO : bias[1][column]).times(reset[u]) : ofOutput(column, kept);
                Dual candidate = functions.apply(activation, ofInput(column, in).plus(said));
                Dual update = functions.apply(gate, sum(u, in, back));
                h[u] = candidate.plus(update.times(state[0][u].minus(candidate)));
            }
            return new Dual[][] {h};
        }
    }

    private static final class OfSimpleRnn extends DualCell {
        private final ActivationFunction activation;

        OfSimpleRnn(Recurrent<?> layer, DualFunctions functions, Dual[][][] weights, int first) {
            super(layer, functions, weights, first);
            this.activation = layer.activation();
        }

        @Override
        Dual[][] step(Dual[] in, Dual[] back, Dual[][] state) {
            Dual[] h = new Dual[U];
            for (int u = 0; u < U; u++) {
                h[u] = functions.apply(activation, sum(u, in, back));
            }
            return new Dual[][] {h};
        }
    }
}
