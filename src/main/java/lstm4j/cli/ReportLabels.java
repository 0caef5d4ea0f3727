package lstm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import lstm4j.ModelReport;
import lstm4j.Sequential;
import lstm4j.data.Idx;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.RuleException;

/** What the model of a {@code report} should have said of its samples: classes or numbers, of each sample or of each of its steps. */
final class ReportLabels {
    private final Sequential model;
    private final Object x;
    private final Path file;
    private final float[][] y; // a row for each sample
    private final int K;       // outputs
    private final ActivationFunction head;

    ReportLabels(Sequential model, Object x, Path file) throws IOException {
        this.model = model;
        this.x = x;
        this.file = file;
        this.y = ReportInput.isIdx(file) ? column(Idx.labels(file)) : NumberFile.rows(file);
        Architecture architecture = model.architecture();
        this.K = architecture.outputShape().features();
        this.head = architecture.layer(architecture.size() - 1).head();
        if (y.length != ((Object[]) x).length) {
            throw refused("a label for each of " + ((Object[]) x).length + " samples", String.valueOf(y.length));
        }
    }

    private static float[][] column(int[] labels) {
        return Arrays.stream(labels).mapToObj(label -> new float[] {label}).toArray(float[][]::new);
    }

    void show(ModelReport report) {
        if (model.architecture().outputShape().rank() == 3) {
            ofSteps(report);
        } else if (y[0].length == 1 && isClassifier()) {
            report.classes(x, Arrays.stream(classes()).mapToInt(row -> row[0]).toArray());
        } else if (y[0].length != K) {
            throw refused("a class, or " + K + " numbers, for each sample", y[0].length + " numbers in a line");
        } else if (head == ActivationFunction.SOFTMAX) {
            report.classes(x, Arrays.stream(y).mapToInt(ReportLabels::largest).toArray());
        } else {
            report.forecasts(x, y);
        }
    }

    private boolean isClassifier() {
        return K > 1 || head == ActivationFunction.SIGMOID;
    }

    private void ofSteps(ModelReport report) {
        float[][][] said = model.predictSequences(x);
        if (y[0].length != said[0].length || !isClassifier() && K != 1) {
            throw refused("a label for each of " + said[0].length + " steps", y[0].length + " numbers in a line");
        }
        if (isClassifier()) {
            report.classes(x, classes());
        } else {
            report.samples(x, Arrays.stream(y).map(row -> column(row)).toArray(float[][][]::new)).forecast(flat(y), flat(Arrays.stream(said).flatMap(Arrays::stream).toArray(float[][]::new)));
        }
    }

    private static float[][] column(float[] row) {
        float[][] column = new float[row.length][1];
        for (int t = 0; t < row.length; t++) {
            column[t][0] = row[t];
        }
        return column;
    }

    private static double[] flat(float[][] rows) {
        double[] flat = new double[rows.length * rows[0].length];
        Arrays.setAll(flat, n -> rows[n / rows[0].length][n % rows[0].length]);
        return flat;
    }

    private static int largest(float[] row) {
        int best = 0;
        for (int k = 1; k < row.length; k++) {
            best = row[k] > row[best] ? k : best;
        }
        return best;
    }

    private int[][] classes() {
        int[][] classes = new int[y.length][y[0].length];
        for (int n = 0; n < y.length; n++) {
            for (int t = 0; t < y[n].length; t++) {
                classes[n][t] = (int) y[n][t];
                if (classes[n][t] != y[n][t] || classes[n][t] < 0 || classes[n][t] >= Math.max(2, K)) {
                    throw new RuleException("CLI-8", file + ", label " + (n + 1), "a class from 0 to " + (Math.max(2, K) - 1), String.valueOf(y[n][t]), "");
                }
            }
        }
        return classes;
    }

    private RuleException refused(String expected, String got) {
        return new RuleException("CLI-8", file.toString(), expected, got, "");
    }
}
