package lstm4j.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

import lstm4j.layer.RuleException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The samples of a table, numbered in the order of their keys: the n-th of them is the n-th of the arrays with which one machine has the same bits.
 *
 * @param samples all of them
 * @param count how many there are
 */
record SampleTable(JavaRDD<NumberedSample> samples, long count) {
    /** Numbers the rows and reads every one of them once; [SPARK-2] and [SPARK-3] for the first that is wrong. */
    static SampleTable of(Dataset<Row> table, Columns columns, Sizes sizes) {
        RowReader reader = RowReader.of(columns, sizes);
        Dataset<Row> chosen = columns.forTraining(table);
        JavaRDD<Row> rows = chosen.sort(columns.key().stream().map(name -> chosen.col("`" + name + "`")).toArray(Column[]::new)).javaRDD();
        long count = 0;
        for (Checked part : rows.mapPartitions(found -> Collections.singleton(check(found, reader)).iterator()).collect()) {
            if (part.wrong != null) {
                throw part.wrong;
            }
            count += part.count;
        }
        if (count == 0) {
            throw new RuleException("SPARK-2", "table", "at least one row", "none", "");
        }
        return new SampleTable(rows.zipWithIndex().map(row -> NumberedSample.of(row._2, reader.read(row._1))), count);
    }

    /** How many rows of a part there are, or what is wrong with the first that is. */
    private static Checked check(Iterator<Row> rows, RowReader reader) {
        long count = 0;
        List<Object> before = null;
        try {
            for (; rows.hasNext(); count++) {
                Row row = rows.next();
                before = checkedKey(row, reader, before);
                reader.read(row);
            }
            return new Checked(count, null);
        } catch (RuleException wrong) {
            return new Checked(count, wrong);
        }
    }

    private static List<Object> checkedKey(Row row, RowReader reader, List<Object> before) {
        List<Object> key = new ArrayList<>();
        for (int k = 0; k < reader.key().size(); k++) {
            key.add(row.get(k));
        }
        if (key.contains(null) || key.equals(before)) {
            throw new RuleException("SPARK-2", "row " + reader.name(row), "a key of its own for each row", key.contains(null) ? "null" : "two rows with this one", "");
        }
        return key;
    }

    private record Checked(long count, RuleException wrong) implements Serializable {
    }
}
