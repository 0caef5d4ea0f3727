package lstm4j.spark;

import java.util.Arrays;

import lstm4j.Sequential;
import lstm4j.layer.RuleException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Scores a table, or a stream of rows, where they lie: every task has a {@link lstm4j.Predictor}, made once from the model that the driver
 * sends once. The outputs have the bits of {@link Sequential#predict}.
 */
public final class SparkPredict {
    private SparkPredict() {
    }

    /**
     * The table with one column more: an array of floats, the outputs of the model for each row, of its steps one after the other where it returns sequences.
     *
     * @param features where they are; with {@link Columns#windows} rows without a whole window are left out
     * @param output the name of the new column
     * @throws RuleException SPARK-1, SPARK-4, SPARK-5 at once; SPARK-3 in the task that reads a row that is wrong
     */
    public static Dataset<Row> predict(Sequential model, Dataset<Row> table, Columns features, String output) {
        Versions.require(table.sparkSession());
        Sizes sizes = Sizes.of(model.architecture(), false, false);
        if (Arrays.asList(table.columns()).contains(output)) {
            throw new RuleException("SPARK-1", "output", "a name that no column has", output, "");
        }
        Dataset<Row> whole = features.withFeatures(table);
        StructType schema = table.schema().add(output, DataTypes.createArrayType(DataTypes.FloatType, false), false);
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(table.sparkSession().sparkContext());
        boolean flat = model.architecture().inputShape().rank() == 2 || model.architecture().layer(0).vocabulary() > 0;
        Scoring scoring = new Scoring(spark.broadcast(ModelBytes.of(model)), sizes, flat, model.architecture().outputShape().rank() == 2, features.features(),
                whole.schema().fieldIndex(features.features()), table.columns().length);
        return whole.mapPartitions(scoring, Encoders.row(schema));
    }
}
