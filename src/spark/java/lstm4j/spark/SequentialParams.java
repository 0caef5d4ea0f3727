package lstm4j.spark;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns that an estimator and its model share. */
final class SequentialParams {
    final Param<String> featuresCol;
    final Param<String> outputCol;
    final Param<String> predictionCol;
    private final Params owner;

    /** With their default names. */
    SequentialParams(Params owner) {
        this.owner = owner;
        featuresCol = new Param<>(owner, "featuresCol", "arrays in arrays, an array, or a vector of features");
        outputCol = new Param<>(owner, "outputCol", "the outputs of the model, an array of floats");
        predictionCol = new Param<>(owner, "predictionCol", "the class, or the number, that the outputs say, a double");
        owner.setDefault(featuresCol, "features");
        owner.setDefault(outputCol, "output");
        owner.setDefault(predictionCol, "prediction");
    }

    StructType transformed(StructType schema) {
        return schema.add(owner.getOrDefault(outputCol), DataTypes.createArrayType(DataTypes.FloatType, false), false)
                .add(owner.getOrDefault(predictionCol), DataTypes.DoubleType, true);
    }

    static Dataset<Row> rows(Dataset<?> table) {
        return table.toDF();
    }
}
