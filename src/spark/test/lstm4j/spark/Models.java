package lstm4j.spark;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import lstm4j.Sequential;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Bidirectional;
import lstm4j.layer.Dense;
import lstm4j.layer.Embedding;
import lstm4j.layer.LSTM;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.SGD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Three models with their samples, in arrays and as a table: whatever differs on a cluster would show in one of them. */
enum Models {
    /** Dropout of both kinds, class numbers, a short last batch. */
    CLASSIFIER {
        @Override
        Sequential model() {
            return Sequential.of(LSTM.units(6).inputShape(T, F).dropout(0.2).recurrentDropout(0.1), Dense.units(3).activation(ActivationFunction.SOFTMAX)).seed(5)
                    .compile(new Adam(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metric.ACCURACY);
        }
    },
    /** A label for every step, a part set aside, weights of samples, momentum. */
    TAGGER {
        @Override
        Sequential model() {
            return Sequential.of(Bidirectional.of(LSTM.units(4).returnSequences()).inputShape(T, F), Dense.units(2)).seed(6)
                    .compile(new SGD().learningRate(0.1).momentum(0.9), Loss.MSE, Metric.MAE);
        }
    },
    /** Words, of which a batch touches some only. */
    READER {
        @Override
        Sequential model() {
            return Sequential.of(Embedding.of(50, 4).inputLength(T), LSTM.units(5), Dense.units(1).activation(ActivationFunction.SIGMOID)).seed(7)
                    .compile(new Adam(), Loss.BINARY_CROSSENTROPY, Metric.ACCURACY);
        }
    };

    static final int N = 700;
    static final int T = 4;
    static final int F = 3;

    abstract Sequential model();

    private static float number(int n, int k) {
        return ((n * 37 + k * 11 + n * k % 7) % 64) / 32f - 1;
    }

    private float[][] x(int n) {
        float[][] x = new float[this == READER ? 1 : T][this == READER ? T : F];
        for (int s = 0; s < x.length; s++) {
            for (int j = 0; j < x[s].length; j++) {
                x[s][j] = this == READER ? (n * 7 + j * j) % 50 : number(n, s * F + j);
            }
        }
        return x;
    }

    /** All features as an array. */
    Object inputs() {
        float[][][] x = new float[N][][];
        Arrays.setAll(x, this::x);
        return this == READER ? Arrays.stream(x).map(rows -> rows[0]).toArray(float[][]::new) : x;
    }

    private float[][] y(int n) {
        return switch (this) {
            case CLASSIFIER -> new float[][] {{(n * n + n / 3) % 3}};
            case TAGGER -> new float[][] {{number(n, 1), 1}, {number(n, 2), 0}, {number(n, 3), 0.5f}, {number(n, 4), 0}};
            case READER -> new float[][] {{n % 5 > 2 ? 1 : 0}};
        };
    }

    private static float weight(int n) {
        return 1 + n % 4 / 4f;
    }

    /** Batches of ten shards, the last one shorter. */
    Fit fit(int epochs) {
        return Fit.epochs(epochs).batchSize(this == READER ? 96 : 300).validationSplit(this == TAGGER ? 0.2 : 0);
    }

    /** All samples as arrays. */
    Data data() {
        float[][][] y = new float[N][][];
        int[] classes = new int[N];
        for (int n = 0; n < N; n++) {
            y[n] = y(n);
            classes[n] = (int) y[n][0][0];
        }
        Object labels = this == CLASSIFIER ? classes : this == READER ? Arrays.stream(y).map(rows -> rows[0]).toArray(float[][]::new) : y;
        return Data.ofArrays(inputs(), labels);
    }

    /** What one machine makes of it. */
    String onOneMachine(int epochs) {
        Sequential model = model();
        float[] weights = new float[N];
        for (int n = 0; n < N; n++) {
            weights[n] = weight(n);
        }
        Fit fit = this == TAGGER ? fit(epochs).sampleWeight(weights) : fit(epochs);
        return hash(model.getWeights()) + model.fit(data(), fit).asMap() + hash(model.getWeights());
    }

    /** The same on a cluster. */
    String onCluster(Dataset<Row> table, int epochs, int tasks) {
        Sequential model = model();
        return hash(model.getWeights()) + new SparkFit(columns()).tasks(tasks).fit(model, table, fit(epochs)).asMap() + hash(model.getWeights());
    }

    Columns columns() {
        Columns columns = Columns.features("x").key("n").label("y");
        return this == TAGGER ? columns.weight("w") : columns;
    }

    Dataset<Row> table(SparkSession spark) {
        List<Row> rows = new ArrayList<>();
        for (int n = N - 1; n >= 0; n--) {
            rows.add(RowFactory.create((long) n, lists(x(n)), lists(y(n)), (double) weight(n)));
        }
        var lists = DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.FloatType));
        return spark.createDataFrame(rows, new StructType().add("n", DataTypes.LongType).add("x", lists).add("y", lists).add("w", DataTypes.DoubleType));
    }

    static List<List<Float>> lists(float[][] rows) {
        List<List<Float>> lists = new ArrayList<>();
        for (float[] row : rows) {
            List<Float> list = new ArrayList<>();
            for (float number : row) {
                list.add(number);
            }
            lists.add(list);
        }
        return lists;
    }

    /** SHA-256 of all weights. */
    static String hash(float[][][] weights) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (float[][] array : weights) {
                for (float[] row : array) {
                    ByteBuffer bytes = ByteBuffer.allocate(4 * row.length);
                    bytes.asFloatBuffer().put(row);
                    digest.update(bytes.array());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
