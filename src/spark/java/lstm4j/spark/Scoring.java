package lstm4j.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

import lstm4j.Predictor;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Scores the rows of a part of a table, some at a time.
 *
 * @param flatInput whether the model takes a row of numbers, and not a list of rows
 * @param flatOutput whether it gives one
 * @param column the features
 * @param place the number of this column
 * @param kept how many of the first columns go on
 */
record Scoring(Broadcast<byte[]> model, Sizes sizes, boolean flatInput, boolean flatOutput, String column, int place, int kept) implements MapPartitionsFunction<Row, Row> {
    private static final int ROWS = 32; // at a time

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return rows.hasNext() ? new Scored(rows, ModelBytes.read(model.value()).predictor(ROWS)) : rows;
    }

    private final class Scored implements Iterator<Row> {
        private final Iterator<Row> rows;
        private final Predictor predictor;
        private Iterator<Row> ready = List.<Row>of().iterator();

        Scored(Iterator<Row> rows, Predictor predictor) {
            this.rows = rows;
            this.predictor = predictor;
        }

        @Override
        public boolean hasNext() {
            return ready.hasNext() || rows.hasNext();
        }

        @Override
        public Row next() {
            if (!ready.hasNext()) {
                List<Row> some = new ArrayList<>();
                while (some.size() < ROWS && rows.hasNext()) {
                    some.add(rows.next());
                }
                ready = scored(some, predictor).iterator();
            }
            return ready.next();
        }
    }

    private List<Row> scored(List<Row> rows, Predictor predictor) {
        float[][][] x = new float[rows.size()][sizes.steps()][sizes.features()];
        for (int n = 0; n < x.length; n++) {
            read(rows.get(n), x[n]);
        }
        float[][][] outputs = new float[x.length][sizes.labelSteps()][sizes.labels()];
        predict(predictor, x, outputs);
        List<Row> scored = new ArrayList<>();
        for (int n = 0; n < x.length; n++) {
            scored.add(with(rows.get(n), outputs[n]));
        }
        return scored;
    }

    private void read(Row row, float[][] x) {
        float[] numbers = new float[sizes.firstLabel()];
        String text = row.toString();
        RowReader.read(row.get(place), column, text.length() > 80 ? text.substring(0, 80) + "…" : text, x.length, x[0].length, numbers, 0);
        for (int s = 0; s < x.length; s++) {
            System.arraycopy(numbers, s * x[s].length, x[s], 0, x[s].length);
        }
    }

    private void predict(Predictor predictor, float[][][] x, float[][][] outputs) {
        if (flatInput && flatOutput) {
            predictor.predict(first(x), first(outputs));
        } else if (flatInput) {
            predictor.predictSequences(first(x), outputs);
        } else if (flatOutput) {
            predictor.predict(x, first(outputs));
        } else {
            predictor.predictSequences(x, outputs);
        }
    }

    private static float[][] first(float[][][] rows) {
        return Arrays.stream(rows).map(row -> row[0]).toArray(float[][]::new);
    }

    private Row with(Row row, float[][] outputs) {
        List<Float> all = new ArrayList<>();
        for (float[] step : outputs) {
            for (float number : step) {
                all.add(number);
            }
        }
        Object[] values = new Object[kept + 1];
        for (int i = 0; i < kept; i++) {
            values[i] = row.get(i);
        }
        values[kept] = all.toArray();
        return RowFactory.create(values);
    }
}
