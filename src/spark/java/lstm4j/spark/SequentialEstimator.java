package lstm4j.spark;

import java.io.IOException;

import lstm4j.Sequential;
import lstm4j.train.Fit;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * Trains copies of a compiled model as a stage of a {@link org.apache.spark.ml.Pipeline}, each from the weights that the model had when it was given:
 * {@link SparkFit} with columns and options as {@link Param}s, for {@link org.apache.spark.ml.tuning.ParamGridBuilder}.
 *
 * <pre>{@code
 * SequentialEstimator lstm = new SequentialEstimator(model).setKeyCols("id").setEpochs(3);
 * SequentialModel trained = lstm.fit(table);
 * }</pre>
 */
public final class SequentialEstimator extends Estimator<SequentialModel> implements MLWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final byte[] model;
    private final SequentialParams shared;
    private final StringArrayParam keyCols;
    private final Param<String> labelCol;
    private final Param<String> weightCol;
    private final IntParam epochs;
    private final IntParam batchSize;
    private final DoubleParam learningRate;
    private final DoubleParam validationSplit;

    /** Of a compiled model, which is copied. */
    public SequentialEstimator(Sequential model) {
        this(Identifiable.randomUID("sequential"), ModelBytes.of(model));
    }

    SequentialEstimator(String uid, byte[] model) {
        this.uid = uid;
        this.model = model;
        shared = new SequentialParams(this);
        keyCols = new StringArrayParam(this, "keyCols", "the columns that tell every row from every other and put them in order");
        labelCol = new Param<>(this, "labelCol", "what the model should say");
        weightCol = new Param<>(this, "weightCol", "the weight of a row in the loss; none unless set");
        epochs = new IntParam(this, "epochs", "how often all rows are trained on", ParamValidators.gtEq(1));
        batchSize = new IntParam(this, "batchSize", "rows of a step", ParamValidators.gtEq(1));
        learningRate = new DoubleParam(this, "learningRate", "that of the optimizer; the compiled one unless set", ParamValidators.gt(0));
        validationSplit = new DoubleParam(this, "validationSplit", "the part of the rows, the last ones, that measures each epoch", ParamValidators.inRange(0, 1, true, false));
        setDefault(labelCol, "label");
        setDefault(epochs, 1);
        setDefault(batchSize, Fit.DEFAULT_BATCH);
        setDefault(validationSplit, 0.0);
    }

    @Override
    public String uid() {
        return uid;
    }

    /** A copy of the model, trained on all rows; errors as {@link SparkFit#fit}. */
    @Override
    public SequentialModel fit(Dataset<?> table) {
        Sequential trained = ModelBytes.read(model);
        if (isDefined(learningRate)) {
            trained.optimizer().learningRate((Double) getOrDefault(learningRate));
        }
        Fit fit = Fit.epochs((Integer) getOrDefault(epochs)).batchSize((Integer) getOrDefault(batchSize)).validationSplit((Double) getOrDefault(validationSplit));
        new SparkFit(columns()).fit(trained, SequentialParams.rows(table), fit);
        return copyValues(new SequentialModel(uid, ModelBytes.of(trained)).setParent(this), ParamMap.empty());
    }

    private Columns columns() {
        Columns columns = Columns.features(getOrDefault(featuresCol())).label(getOrDefault(labelCol));
        if (isDefined(keyCols)) {
            columns = columns.key(getOrDefault(keyCols));
        }
        return isDefined(weightCol) ? columns.weight(getOrDefault(weightCol)) : columns;
    }

    @Override
    public StructType transformSchema(StructType schema) {
        return shared.transformed(schema);
    }

    @Override
    public SequentialEstimator copy(ParamMap extra) {
        return copyValues(new SequentialEstimator(uid, model), extra);
    }

    @Override
    public MLWriter write() {
        return new ModelFolder.Writer(this, model);
    }

    /** Reads what {@link #write} has written. */
    public static MLReader<SequentialEstimator> read() {
        return new ModelFolder.Reader<>(SequentialEstimator.class, SequentialEstimator::new);
    }

    /** Reads what {@code save} has written. */
    public static SequentialEstimator load(String path) throws IOException {
        return read().load(path);
    }

    /** Arrays in arrays, an array, or a vector; "features". */
    public Param<String> featuresCol() {
        return shared.featuresCol;
    }

    /** The columns of {@link Columns#key}. */
    public StringArrayParam keyCols() {
        return keyCols;
    }

    /** What the model should say; "label". */
    public Param<String> labelCol() {
        return labelCol;
    }

    /** The weight of a row; none unless set. */
    public Param<String> weightCol() {
        return weightCol;
    }

    /** The outputs, of the model; "output". */
    public Param<String> outputCol() {
        return shared.outputCol;
    }

    /** The class or number that the outputs say, of the model; "prediction". */
    public Param<String> predictionCol() {
        return shared.predictionCol;
    }

    /** How often all rows are trained on; 1. */
    public IntParam epochs() {
        return epochs;
    }

    /** Rows of a step; 32. */
    public IntParam batchSize() {
        return batchSize;
    }

    /** That of the optimizer; the compiled one unless set. */
    public DoubleParam learningRate() {
        return learningRate;
    }

    /** The part of the rows that measures each epoch; 0. */
    public DoubleParam validationSplit() {
        return validationSplit;
    }

    /** Sets {@link #featuresCol}. */
    public SequentialEstimator setFeaturesCol(String column) {
        set(featuresCol(), column);
        return this;
    }

    /** Sets {@link #keyCols}. */
    public SequentialEstimator setKeyCols(String... columns) {
        set(keyCols, columns);
        return this;
    }

    /** Sets {@link #labelCol}. */
    public SequentialEstimator setLabelCol(String column) {
        set(labelCol, column);
        return this;
    }

    /** Sets {@link #epochs}. */
    public SequentialEstimator setEpochs(int number) {
        set("epochs", number);
        return this;
    }

    /** Sets {@link #batchSize}. */
    public SequentialEstimator setBatchSize(int rows) {
        set("batchSize", rows);
        return this;
    }
}
