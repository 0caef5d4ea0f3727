package lstm4j.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.Flatten;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.oracle.Functions;
import lstm4j.oracle.OracleState;

/**
 * The oracle's forward pass once more, made to be changed: with all {@link Switch}es off it computes what chapter 3 says, and
 * each switch is one line. FastRows are walked so that a model of three LSTM(128) takes milliseconds a sample. With noise, every
 * number is moved at random by as much as one rounding of a {@link Precision} may move it.
 */
final class Twin {
    private final Plan plan;
    private final Noise noise; // null: none
    private final Precision precision;
    private final double ulps;

    private Twin(Plan plan, Noise noise, Precision precision, double ulps) {
        this.plan = plan;
        this.noise = noise;
        this.precision = precision;
        this.ulps = ulps;
    }

    /** The pass without noise. */
    static List<LayerTap> run(Plan plan) {
        return new Twin(plan, null, Precision.FLOAT64, 1).run();
    }

    /** The pass with noise. */
    static List<LayerTap> run(Plan plan, Noise noise, Precision precision, double ulps) {
        return new Twin(plan, noise, precision, ulps).run();
    }

    private List<LayerTap> run() {
        List<LayerTap> taps = new ArrayList<>();
        double[][][] rows = plan.x;
        boolean[][] mask = plan.mask;
        for (int i = 0; i < plan.layers.size(); i++) {
            LayerTap tap = layer(plan.layers.get(i), plan.weights.get(i), rows, mask);
            taps.add(tap);
            rows = tap.output();
            mask = tap.outputMask();
        }
        return taps;
    }

    private LayerTap layer(Layer layer, double[][][] own, double[][][] rows, boolean[][] mask) {
        if (layer instanceof LSTM lstm) {
            return lstm(lstm, own, rows, plan.has(Switch.MASK_IGNORED) ? null : mask);
        }
        if (layer instanceof Dense dense) {
            double[][][] z = map(rows, row -> dense(dense, own, row));
            return LayerTap.plain(rows, mask, z, activated(dense.activation(), z), mask);
        }
        if (layer instanceof Activation activation) {
            return LayerTap.plain(rows, mask, rows, activated(activation.function(), rows), mask);
        }
        if (layer instanceof Flatten) {
            return LayerTap.plain(rows, mask, rows, map1(rows), null);
        }
        if (layer instanceof Masking masking) {
            return masked(masking, rows);
        }
        if (layer instanceof Dropout) {
            return LayerTap.plain(rows, mask, rows, rows, mask);
        }
        throw new AssertionError("lstm4j bug: check has no equations for a layer of type " + layer.type());
    }

    private static double[][][] map(double[][][] rows, java.util.function.UnaryOperator<double[]> row) {
        return Arrays.stream(rows).map(sample -> Arrays.stream(sample).map(row).toArray(double[][]::new)).toArray(double[][][]::new);
    }

    private static double[][][] map1(double[][][] rows) {
        return Arrays.stream(rows).map(sample -> new double[][] {Arrays.stream(sample).flatMapToDouble(Arrays::stream).toArray()})
                .toArray(double[][][]::new);
    }

    private double[][][] activated(ActivationFunction function, double[][][] z) {
        return map(z, row -> {
            double[] y = Functions.row(function, row);
            for (int k = 0; noise != null && k < y.length; k++) {
                y[k] += noise.next() * precision.function(y[k], ulps);
            }
            return y;
        });
    }

    private double[] dense(Dense dense, double[][][] own, double[] x) {
        double[] z = dense.useBias() ? own[1][0].clone() : new double[dense.units()];
        FastRows.addProduct(z, x, own[0]);
        if (noise != null) {
            double[] size = dense.useBias() ? FastRows.absolute(own[1][0]) : new double[dense.units()];
            FastRows.addProduct(size, FastRows.absolute(x), FastRows.absolute(own[0]));
            shake(z, size, x.length);
        }
        return z;
    }

    private void shake(double[] z, double[] size, int n) {
        for (int k = 0; k < z.length; k++) {
            z[k] += noise.next() * precision.sum(n, size[k]);
        }
    }

    private LayerTap masked(Masking masking, double[][][] rows) {
        boolean[][] mask = new boolean[rows.length][rows[0].length];
        double[][][] kept = new double[rows.length][rows[0].length][];
        for (int b = 0; b < rows.length; b++) {
            for (int t = 0; t < rows[b].length; t++) {
                mask[b][t] = Arrays.stream(rows[b][t]).anyMatch(number -> number != masking.value());
                kept[b][t] = mask[b][t] || plan.has(Switch.MASK_IGNORED) ? rows[b][t] : new double[rows[b][t].length];
            }
        }
        return LayerTap.plain(rows, mask, rows, kept, mask);
    }

    private LayerTap lstm(LSTM lstm, double[][][] own, double[][][] x, boolean[][] mask) {
        int B = x.length;
        int S = x[0].length;
        int U = lstm.units();
        OracleState given = plan.states.get(lstm.name());
        double[][] h0 = given == null ? new double[B][U] : FastRows.copy(given.h());
        double[][] c0 = given == null ? new double[B][U] : FastRows.copy(given.c());
        LayerTap tap = new LayerTap(x, mask, h0, c0, new double[B][S][4 * U], new double[B][S][4 * U], new double[B][S][U],
                new double[B][S][U], new double[B][S][U], new double[B][lstm.returnsSequences() ? S : 1][], lstm.returnsSequences() ? mask : null);
        Cell cell = new Cell(lstm, own);
        for (int b = 0; b < B; b++) {
            if (b > 0 && plan.has(Switch.ROWS_LEAK)) {
                h0[b] = tap.h()[b - 1][S - 1].clone();
                c0[b] = tap.c()[b - 1][S - 1].clone();
            }
            double[] shown = new double[U];
            for (int s = 0; s < S; s++) {
                int t = tap.time(s, lstm.goesBackwards());
                if (tap.used(b, t)) {
                    cell.step(tap, b, s, x[b][t]);
                    shown = output(tap, b, s, x[b][t]);
                } else {
                    shown = skipped(lstm, cell, tap, b, s, shown);
                }
                if (lstm.returnsSequences() || s == S - 1) {
                    tap.output()[b][lstm.returnsSequences() ? s : 0] = shown;
                }
            }
        }
        return tap;
    }

    private double[] output(LayerTap tap, int b, int s, double[] x) {
        double[] y = plan.has(Switch.OUTPUT_IS_C) ? tap.c()[b][s] : plan.has(Switch.OUTPUT_OF_CANDIDATE) ? tap.a()[b][s] : tap.h()[b][s];
        if (plan.has(Switch.RESIDUAL) && x.length == y.length) {
            y = y.clone();
            FastRows.add(y, 1, x);
        }
        return y;
    }

    /** A masked step: the state is held, and so is the output. */
    private double[] skipped(LSTM lstm, Cell cell, LayerTap tap, int b, int s, double[] shown) {
        int U = lstm.units();
        if (plan.has(Switch.MASK_ZEROES_INPUT) || plan.has(Switch.MASK_HOLDS_ONLY_H) || plan.has(Switch.MASK_HOLDS_ONLY_C)) {
            cell.step(tap, b, s, plan.has(Switch.MASK_ZEROES_INPUT) ? new double[tap.input()[b][0].length]
                    : tap.input()[b][tap.time(s, lstm.goesBackwards())]);
        }
        boolean clear = plan.has(Switch.MASK_CLEARS_STATE);
        if (!plan.has(Switch.MASK_ZEROES_INPUT)) {
            if (!plan.has(Switch.MASK_HOLDS_ONLY_C)) {
                tap.h()[b][s] = clear ? new double[U] : tap.before(b, s);
            }
            if (!plan.has(Switch.MASK_HOLDS_ONLY_H)) {
                tap.c()[b][s] = clear ? new double[U] : tap.cBefore(b, s);
            }
        }
        if (plan.has(Switch.MASK_REPEATS)) {
            return shown;
        }
        boolean computed = plan.has(Switch.MASK_ZEROES_INPUT) || plan.has(Switch.MASK_HOLDS_ONLY_C);
        return plan.has(Switch.MASK_ZEROES_OUTPUT) || lstm.zeroesMasked() ? new double[U] : computed ? tap.h()[b][s] : shown;
    }

    /** One step of one row. */
    private final class Cell {
        private final LSTM lstm;
        private final int U;
        private final double[][] kernel;
        private final double[][] recurrent;
        private final double[] bias;
        private final double[][] kernelSize;
        private final double[][] recurrentSize;
        private final double[] biasSize;

        Cell(LSTM lstm, double[][][] own) {
            this.lstm = lstm;
            U = lstm.units();
            kernel = own[0];
            recurrent = own[1];
            bias = own.length > 2 ? own[2][0] : new double[4 * U];
            kernelSize = noise == null ? null : FastRows.absolute(kernel);
            recurrentSize = noise == null ? null : FastRows.absolute(recurrent);
            biasSize = FastRows.absolute(bias);
        }

        void step(LayerTap tap, int b, int s, double[] x) {
            double[] hPrev = plan.has(Switch.STATE_TWO_STEPS_OLD) ? tap.before(b, Math.max(0, s - 1)) : tap.before(b, s);
            hPrev = plan.has(Switch.STATE_IS_C) ? tap.cBefore(b, s) : plan.has(Switch.HIDDEN_NOT_CARRIED) ? new double[U] : hPrev;
            double[] z = tap.z()[b][s];
            System.arraycopy(bias, 0, z, 0, 4 * U);
            FastRows.addProduct(z, x, kernel);
            FastRows.addProduct(z, hPrev, recurrent);
            if (noise != null) {
                double[] size = biasSize.clone();
                FastRows.addProduct(size, FastRows.absolute(x), kernelSize);
                FastRows.addProduct(size, FastRows.absolute(hPrev), recurrentSize);
                shake(z, size, x.length + U);
            }
            if (plan.gateLimit < Double.POSITIVE_INFINITY) {
                for (int k = 0; k < z.length; k++) {
                    z[k] = Math.min(Math.max(z[k], -plan.gateLimit), plan.gateLimit);
                }
            }
            double[] cPrev = tap.cBefore(b, s);
            for (int u = 0; u < U; u++) {
                unit(tap, b, s, u, z, cPrev);
            }
        }

        private void unit(LayerTap tap, int b, int s, int u, double[] z, double[] cPrev) {
            double i = plan.has(Switch.INPUT_GATE_OPEN) ? 1 : gate(z[u]);
            double f = plan.has(Switch.FORGET_GATE_OPEN) ? 1 : gate(z[U + u]);
            double g = plan.has(Switch.CANDIDATE_BY_GATE_FUNCTION) ? gate(z[2 * U + u]) : candidate(z[2 * U + u]);
            double o = plan.has(Switch.OUTPUT_GATE_OPEN) ? 1 : gate(z[3 * U + u]);
            f = plan.has(Switch.F_IS_1_MINUS_I) ? 1 - i : f;
            i = plan.has(Switch.I_IS_1_MINUS_F) ? 1 - f : i;
            double carried = plan.has(Switch.CELL_NOT_CARRIED) ? 0 : plan.has(Switch.CELL_ADDED_WITHOUT_F) ? cPrev[u] : f * cPrev[u];
            double c = carried + i * g;
            if (noise != null) {
                c += noise.next() * precision.stored * (Math.abs(carried) + Math.abs(i * g) + Math.abs(c));
            }
            c = Math.min(Math.max(c, -plan.cellLimit), plan.cellLimit);
            double a = outward(plan.has(Switch.OUTPUT_BY_OLD_CELL) ? cPrev[u] : c);
            double h = o * a;
            if (noise != null) {
                h += noise.next() * precision.stored * Math.abs(h);
            }
            double[] gates = tap.gates()[b][s];
            gates[u] = i;
            gates[U + u] = f;
            gates[2 * U + u] = g;
            gates[3 * U + u] = o;
            tap.c()[b][s][u] = c;
            tap.a()[b][s][u] = a;
            tap.h()[b][s][u] = h;
        }

        private double gate(double z) {
            return shaken(Functions.value(plan.has(Switch.GATES_BY_ACTIVATION) ? lstm.activation() : lstm.recurrentActivation(), z));
        }

        private double candidate(double z) {
            return shaken(Functions.value(lstm.activation(), z));
        }

        private double outward(double c) {
            if (plan.has(Switch.OUTPUT_LINEAR)) {
                return c;
            }
            return shaken(Functions.value(plan.has(Switch.OUTPUT_ALWAYS_TANH) ? ActivationFunction.TANH : lstm.activation(), c));
        }

        private double shaken(double y) {
            return noise == null ? y : y + noise.next() * precision.function(y, ulps);
        }
    }
}
