package lstm4j.spark;

import java.io.IOException;

import lstm4j.Sequential;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** What a {@link SequentialEstimator} has trained: adds the outputs of {@link SparkPredict}, and what they say as Spark's evaluators take it. */
public final class SequentialModel extends Model<SequentialModel> implements MLWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final byte[] model;
    private final SequentialParams shared;

    SequentialModel(String uid, byte[] model) {
        this.uid = uid;
        this.model = model;
        shared = new SequentialParams(this);
    }

    @Override
    public String uid() {
        return uid;
    }

    /** A copy of the trained model. */
    public Sequential sequential() {
        return ModelBytes.read(model);
    }

    /** The table with outputs and prediction: of one output that number, of a softmax or several the place of the largest. */
    @Override
    public Dataset<Row> transform(Dataset<?> table) {
        Sequential scoring = sequential();
        String output = getOrDefault(shared.outputCol);
        Dataset<Row> scored = SparkPredict.predict(scoring, SequentialParams.rows(table), Columns.features(getOrDefault(shared.featuresCol)), output);
        Column outputs = scored.col(output);
        Column said = scoring.architecture().outputShape().features() == 1 ? outputs.getItem(0) : functions.array_position(outputs, functions.array_max(outputs)).minus(1);
        return scored.withColumn(getOrDefault(shared.predictionCol), said.cast("double"));
    }

    @Override
    public StructType transformSchema(StructType schema) {
        return shared.transformed(schema);
    }

    @Override
    public SequentialModel copy(ParamMap extra) {
        return copyValues(new SequentialModel(uid, model).setParent(parent()), extra);
    }

    @Override
    public MLWriter write() {
        return new ModelFolder.Writer(this, model);
    }

    /** Reads what {@link #write} has written. */
    public static MLReader<SequentialModel> read() {
        return new ModelFolder.Reader<>(SequentialModel.class, SequentialModel::new);
    }

    /** Reads what {@code save} has written. */
    public static SequentialModel load(String path) throws IOException {
        return read().load(path);
    }

    /** Arrays in arrays, an array, or a vector; "features". */
    public Param<String> featuresCol() {
        return shared.featuresCol;
    }

    /** The outputs; "output". */
    public Param<String> outputCol() {
        return shared.outputCol;
    }

    /** What they say; "prediction". */
    public Param<String> predictionCol() {
        return shared.predictionCol;
    }
}
