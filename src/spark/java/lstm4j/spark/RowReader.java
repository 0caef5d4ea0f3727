package lstm4j.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import lstm4j.layer.RuleException;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Makes the numbers of a sample from a row of {@link Columns#forTraining}. What is wrong there is [SPARK-3].
 *
 * @param key the names of its first columns
 */
record RowReader(List<String> key, String features, String label, String weight, Sizes sizes) implements Serializable {
    static RowReader of(Columns columns, Sizes sizes) {
        return new RowReader(columns.key(), columns.features(), columns.label(), columns.weight(), sizes);
    }

    /** Features, label and weight. */
    float[] read(Row row) {
        float[] numbers = new float[sizes.numbers()];
        String name = name(row);
        int at = key.size();
        read(row.get(at), features, name, sizes.steps(), sizes.features(), numbers, 0);
        read(row.get(at + 1), label, name, sizes.labelSteps(), sizes.labels(), numbers, sizes.firstLabel());
        for (int k = sizes.firstLabel(); k < sizes.weight() && sizes.classes() > 0; k++) {
            requireClass(numbers[k], name);
        }
        if (weight != null) {
            numbers[sizes.weight()] = number(row.get(at + 2), weight, name);
        }
        return numbers;
    }

    private void requireClass(float number, String name) {
        if (number < 0 || number >= sizes.classes() || number != (int) number) {
            throw wrong(label, name, "a class from 0 to " + (sizes.classes() - 1), String.valueOf(number));
        }
    }

    /** The row as messages name it: "id 17". */
    String name(Row row) {
        StringBuilder name = new StringBuilder();
        for (int k = 0; k < key.size(); k++) {
            name.append(k == 0 ? "" : ", ").append(key.get(k)).append(' ').append(row.get(k));
        }
        return name.toString();
    }

    /** What stands in a column, {@code rows} rows of {@code columns} numbers: arrays in an array, or all numbers one after the other. */
    static void read(Object value, String column, String row, int rows, int columns, float[] numbers, int first) {
        List<?> parts = list(value);
        if (!parts.isEmpty() && parts.get(0) instanceof Seq<?>) {
            requireSize(parts.size(), rows, rows + " rows of " + columns + " numbers", " rows", column, row);
            for (int s = 0; s < rows; s++) {
                List<?> part = list(parts.get(s));
                requireSize(part.size(), columns, "rows of " + columns + " numbers", " in row " + s, column, row);
                copy(part, column, row, numbers, first + s * columns);
            }
        } else {
            requireSize(parts.size(), rows * columns, (rows == 1 ? "" : rows + "·") + columns + (rows * columns == 1 ? " number" : " numbers"), "", column, row);
            copy(parts, column, row, numbers, first);
        }
    }

    private static List<?> list(Object value) {
        if (value instanceof Vector vector) {
            return Arrays.stream(vector.toArray()).boxed().toList();
        }
        return value instanceof Seq<?> seq ? CollectionConverters.asJava(seq) : Collections.singletonList(value);
    }

    private static void requireSize(int got, int expected, String what, String unit, String column, String row) {
        if (got != expected) {
            throw wrong(column, row, what, got + unit);
        }
    }

    private static void copy(List<?> values, String column, String row, float[] numbers, int first) {
        int at = first;
        for (Object value : values) {
            numbers[at++] = number(value, column, row);
        }
    }

    private static float number(Object value, String column, String row) {
        if (!(value instanceof Number number) || !Float.isFinite(number.floatValue())) {
            throw wrong(column, row, "finite numbers", String.valueOf(value));
        }
        return number.floatValue();
    }

    private static RuleException wrong(String column, String row, String expected, String got) {
        return new RuleException("SPARK-3", "column " + column + ", row " + row, expected, got, "");
    }
}
