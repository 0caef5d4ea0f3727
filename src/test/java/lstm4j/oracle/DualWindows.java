package lstm4j.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import lstm4j.layer.Conv1D;
import lstm4j.layer.Padding;
import lstm4j.layer.Taps;

/** Windows over the rows of a sample, in dual numbers: the sequence is lengthened at its ends by nothing, then cut up. */
final class DualWindows {
    private DualWindows() {
    }

    /** The rows that each window sees, null where there is none. */
    private static List<List<Dual[]>> windows(Taps taps, Dual[][] rows) {
        int missing = taps.padding() == Padding.CAUSAL ? taps.reach() - 1 : 0;
        if (taps.padding() == Padding.SAME) {
            int windows = (int) Math.ceil(rows.length / (double) taps.stride());
            missing = Math.max(0, (windows - 1) * taps.stride() + taps.reach() - rows.length);
        }
        List<Dual[]> longer = new ArrayList<>(Arrays.asList(rows));
        for (int n = 0; n < missing; n++) {
            longer.add(taps.padding() == Padding.CAUSAL || n % 2 == 1 ? 0 : longer.size(), null); // the odd one behind
        }
        List<List<Dual[]>> windows = new ArrayList<>();
        for (int first = 0; first + taps.reach() <= longer.size(); first += taps.stride()) {
            List<Dual[]> window = new ArrayList<>();
            for (int k = 0; k < taps.count(); k++) {
                window.add(longer.get(first + k * taps.apart()));
            }
            windows.add(window);
        }
        return windows;
    }

    static Dual[][] convolution(Conv1D layer, Dual[][] rows, Dual[][] kernel, Dual[] bias, DualFunctions functions) {
        List<Dual[]> outputs = new ArrayList<>();
        for (List<Dual[]> window : windows(layer.taps(), rows)) {
            Dual[] z = new Dual[layer.filters()];
            for (int q = 0; q < z.length; q++) {
                z[q] = bias == null ? Dual.ZERO : bias[q];
                for (int k = 0; k < window.size(); k++) {
                    for (int c = 0; window.get(k) != null && c < rows[0].length; c++) {
                        z[q] = z[q].plus(window.get(k)[c].times(kernel[k * rows[0].length + c][q]));
                    }
                }
            }
            outputs.add(functions.applyToRow(layer.activation(), z));
        }
        return outputs.toArray(Dual[][]::new);
    }

    static Dual[][] pooling(Taps taps, boolean mean, Dual[][] rows) {
        return windows(taps, rows).stream().map(window -> window.stream().filter(Objects::nonNull).toArray(Dual[][]::new))
                .map(window -> mean ? mean(window) : largest(window, false)).toArray(Dual[][]::new);
    }

    /** One row of those that count; of the largest number in equal parts of all that are as large. */
    static Dual[][] global(boolean mean, Dual[][] rows, boolean[] used) {
        List<Dual[]> counted = new ArrayList<>();
        for (int t = 0; t < rows.length; t++) {
            if (!mean || used == null || used[t]) {
                counted.add(rows[t]);
            }
        }
        Dual[][] window = counted.toArray(Dual[][]::new);
        return new Dual[][] {mean ? mean(window) : largest(window, true)};
    }

    private static Dual[] mean(Dual[][] window) {
        Dual[] sum = window[0].clone();
        for (int t = 1; t < window.length; t++) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] = sum[j].plus(window[t][j]);
            }
        }
        return Arrays.stream(sum).map(one -> one.times(1.0 / window.length)).toArray(Dual[]::new);
    }

    private static Dual[] largest(Dual[][] window, boolean all) {
        Dual[] largest = new Dual[window[0].length];
        for (int j = 0; j < largest.length; j++) {
            int column = j;
            double value = Arrays.stream(window).mapToDouble(row -> row[column].v()).max().orElseThrow();
            List<Dual> holders = Arrays.stream(window).map(row -> row[column]).filter(one -> one.v() == value).toList();
            largest[j] = all ? holders.stream().reduce(Dual.ZERO, Dual::plus).times(1.0 / holders.size()) : holders.get(0);
        }
        return largest;
    }
}
