package lstm4j.oracle;

import java.util.LinkedHashMap;
import java.util.Map;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.GRU;
import lstm4j.layer.LSTM;
import lstm4j.layer.Recurrent;

/** One step of a recurrent layer in numbers that know their errors, in the order of operations of chapters 3 and 8. */
final class TrackedCell {
    private final Recurrent<?> layer;
    private final Tracked.Tape tape;
    private final int U;

    TrackedCell(Recurrent<?> layer, Tracked.Tape tape) {
        this.layer = layer;
        this.tape = tape;
        this.U = layer.units();
    }

    /** sum + Σ row[j]·matrix[j][column], in this order. */
    static Tracked add(Tracked sum, Tracked[] row, Tracked[][] matrix, int column) {
        for (int j = 0; j < row.length; j++) {
            sum = sum.plus(row[j].times(matrix[j][column]));
        }
        return sum;
    }

    /** What a step makes, under the names of the engine's trace, from its input, the h before behind dropout, and the state before. */
    Map<String, Tracked[]> step(Tracked[] x, Tracked[] h, Tracked[][] kernel, Tracked[][] recurrent, Tracked[][] bias, Tracked[][] state) {
        Tracked[] sums = new Tracked[kernel[0].length];
        for (int q = 0; q < sums.length; q++) {
            sums[q] = add(bias == null ? tape.given(0) : bias[0][q], x, kernel, q);
        }
        return switch (layer.type()) {
            case "LSTM" -> lstm((LSTM) layer, sums, h, recurrent, state);
            case "GRU" -> gru((GRU) layer, sums, h, recurrent, bias, state[0]);
            default -> simple(sums, h, recurrent);
        };
    }

    private Map<String, Tracked[]> simple(Tracked[] sums, Tracked[] h, Tracked[][] recurrent) {
        Map<String, Tracked[]> made = room("h");
        for (int u = 0; u < U; u++) {
            made.get("h")[u] = function(layer.activation(), add(sums[u], h, recurrent, u));
        }
        return made;
    }

    private Map<String, Tracked[]> lstm(LSTM lstm, Tracked[] sums, Tracked[] h, Tracked[][] recurrent, Tracked[][] state) {
        Map<String, Tracked[]> made = room("i", "f", "g", "o", "c", "h");
        for (int u = 0; u < U; u++) {
            Tracked i = function(lstm.recurrentActivation(), add(sums[u], h, recurrent, u));
            Tracked f = function(lstm.recurrentActivation(), add(sums[U + u], h, recurrent, U + u));
            Tracked g = function(lstm.activation(), add(sums[2 * U + u], h, recurrent, 2 * U + u));
            Tracked o = function(lstm.recurrentActivation(), add(sums[3 * U + u], h, recurrent, 3 * U + u));
            Tracked c = f.times(state[1][u]).plus(i.times(g));
            put(made, u, i, f, g, o, c, o.times(function(lstm.activation(), c)));
        }
        return made;
    }

    private Map<String, Tracked[]> gru(GRU gru, Tracked[] sums, Tracked[] h, Tracked[][] recurrent, Tracked[][] bias, Tracked[] before) {
        Map<String, Tracked[]> made = room("z", "r", "g", "h");
        Tracked[] kept = new Tracked[U];
        for (int u = 0; u < U; u++) {
            made.get("r")[u] = function(gru.recurrentActivation(), gate(gru, sums, h, recurrent, bias, U + u));
            kept[u] = made.get("r")[u].times(h[u]);
        }
        for (int u = 0; u < U; u++) {
            int column = 2 * U + u;
            Tracked z = function(gru.recurrentActivation(), gate(gru, sums, h, recurrent, bias, u));
            Tracked r = made.get("r")[u];
            Tracked sum = gru.resetAfter() ? sums[column].plus(r.times(add(second(bias, column), h, recurrent, column)))
                    : add(sums[column], kept, recurrent, column);
            Tracked g = function(gru.activation(), sum);
            Tracked rest = tape.given(1).plus(z.times(tape.given(-1)));
            put(made, u, z, r, g, z.times(before[u]).plus(rest.times(g)));
        }
        return made;
    }

    private Tracked gate(GRU gru, Tracked[] sums, Tracked[] h, Tracked[][] recurrent, Tracked[][] bias, int column) {
        return gru.resetAfter() ? sums[column].plus(add(second(bias, column), h, recurrent, column)) : add(sums[column], h, recurrent, column);
    }

    private Tracked second(Tracked[][] bias, int column) {
        return bias == null ? tape.given(0) : bias[1][column];
    }

    private Tracked function(ActivationFunction function, Tracked z) {
        return TrackedFunctions.apply(tape, function, z);
    }

    private Map<String, Tracked[]> room(String... names) {
        Map<String, Tracked[]> room = new LinkedHashMap<>();
        for (String name : names) {
            room.put(name, new Tracked[U]);
        }
        return room;
    }

    private static void put(Map<String, Tracked[]> made, int u, Tracked... values) {
        int part = 0;
        for (Tracked[] row : made.values()) {
            row[u] = values[part++];
        }
    }
}
