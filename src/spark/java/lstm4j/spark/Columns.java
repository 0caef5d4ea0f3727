package lstm4j.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.size;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import lstm4j.layer.RuleException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.NumericType;

/**
 * Which columns of a table hold what. Immutable; every method returns a changed copy.
 *
 * <pre>{@code
 * Columns.features("x").key("id").label("y");                                     // an array in each row
 * Columns.features("temperature", "pressure").windows(hourly, 24).key("time").label("next"); // a series
 * }</pre>
 */
public final class Columns implements Cloneable {
    static final String FEATURES = "lstm4j_features"; // the column made of several

    private final List<String> features;
    private List<String> key = List.of();
    private String label;
    private String weight;
    private WindowSpec series;
    private int steps;

    private Columns(List<String> features) {
        this.features = features;
    }

    /** One column of arrays in an array, a row for each step, of arrays or of ML vectors; or several, or one, of numbers: the features of a step. */
    public static Columns features(String... columns) {
        if (columns.length == 0) {
            throw new RuleException("SPARK-1", "columns", "at least one column of features", "none", "");
        }
        return new Columns(List.of(columns));
    }

    /** The columns by which the rows are put in order and named in messages; together they tell every row from every other. */
    public Columns key(String... columns) {
        return with(copy -> copy.key = List.of(columns));
    }

    /** What the model should say: a number, an array or vector of them, arrays in an array for every step; the number of the class for a sparse loss. */
    public Columns label(String column) {
        return with(copy -> copy.label = column);
    }

    /** The weight of each row in the loss. */
    public Columns weight(String column) {
        return with(copy -> copy.weight = column);
    }

    /**
     * The features of a sample are those of its row and of the {@code steps − 1} rows before it in a series, oldest first; rows with fewer before them are no samples.
     *
     * @param series what a series is and how it is ordered: {@code Window.partitionBy("station").orderBy("time")}
     */
    public Columns windows(WindowSpec series, int steps) {
        if (steps < 1) {
            throw new RuleException("SPARK-1", "windows", "at least 1 step", String.valueOf(steps), "");
        }
        return with(copy -> {
            copy.series = series;
            copy.steps = steps;
        });
    }

    private Columns with(Consumer<Columns> change) {
        try {
            Columns copy = (Columns) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("lstm4j bug: Columns is Cloneable", e);
        }
    }

    List<String> key() {
        return key;
    }

    /** The column that the features of a sample are in, which {@link #withFeatures} makes where there is none. */
    String features() {
        return features.size() == 1 && series == null ? features.get(0) : FEATURES;
    }

    String label() {
        return label;
    }

    String weight() {
        return weight;
    }

    /** The table with all features of a sample in one column; [SPARK-1] where one is missing or holds no numbers. */
    Dataset<Row> withFeatures(Dataset<Row> table) {
        features.forEach(name -> require(table, name));
        if (features().equals(features.get(0))) {
            return table;
        }
        features.forEach(name -> requireNumbers(table, name));
        Column row = array(columns(table, features));
        if (series == null) {
            return table.withColumn(FEATURES, row);
        }
        return table.withColumn(FEATURES, collect_list(row).over(series.rowsBetween(1 - steps, 0))).filter(size(new Column(FEATURES)).equalTo(steps));
    }

    /** Key, features, label and weight, as a {@link RowReader} reads them; [SPARK-1] where one is missing. */
    Dataset<Row> forTraining(Dataset<Row> table) {
        if (key.isEmpty() || label == null) {
            throw new RuleException("SPARK-1", "columns", "a key and a label to train on", key.isEmpty() ? "no key" : "no label", "write Columns.features(…).key(…).label(…)");
        }
        List<String> names = new ArrayList<>(key);
        names.add(features());
        names.add(label);
        if (weight != null) {
            names.add(weight);
        }
        Dataset<Row> whole = withFeatures(table);
        names.forEach(name -> require(whole, name));
        return whole.select(columns(whole, names));
    }

    private static Column[] columns(Dataset<Row> table, List<String> names) {
        return names.stream().map(name -> table.col("`" + name + "`")).toArray(Column[]::new);
    }

    private static void require(Dataset<Row> table, String name) {
        if (!Arrays.asList(table.columns()).contains(name)) {
            throw new RuleException("SPARK-1", "table", "a column " + name, "the columns " + String.join(", ", table.columns()), "");
        }
    }

    private static void requireNumbers(Dataset<Row> table, String name) {
        if (!(table.schema().apply(name).dataType() instanceof NumericType)) {
            throw new RuleException("SPARK-1", "column " + name, "numbers, as one of several features or in windows", table.schema().apply(name).dataType().simpleString(), "");
        }
    }
}
