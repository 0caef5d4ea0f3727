package lstm4j.spark;

import lstm4j.layer.RuleException;
import org.apache.spark.sql.SparkSession;

/** Which Spark and which Scala these classes run with. */
final class Versions {
    private Versions() {
    }

    /** Refuses others, [SPARK-5]. */
    static void require(SparkSession spark) {
        require(spark.version(), scala.util.Properties.versionNumberString());
    }

    static void require(String spark, String scala) {
        if (!spark.matches("4\\..*") || !scala.matches("2\\.13\\..*")) {
            throw new RuleException("SPARK-5", "cluster", "Spark 4 with Scala 2.13", "Spark " + spark + " with Scala " + scala, "");
        }
    }
}
