package lstm4j.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiFunction;

import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** A stage in a folder: its parameters as Spark writes them, and beside them {@code model.keras}, which every Keras opens. */
final class ModelFolder {
    private ModelFolder() {
    }

    private static Path file(String folder) {
        return new Path(folder, "model.keras");
    }

    static final class Writer extends MLWriter {
        private final Params stage;
        private final byte[] model;

        Writer(Params stage, byte[] model) {
            this.stage = stage;
            this.model = model;
        }

        @Override
        public void saveImpl(String path) {
            DefaultParamsWriter$.MODULE$.saveMetadata(stage, path, sparkSession(), Option.empty(), Option.empty());
            try (FSDataOutputStream out = file(path).getFileSystem(hadoop(sparkSession())).create(file(path))) {
                out.write(model);
            } catch (IOException e) {
                throw new UncheckedIOException("the model cannot be written: " + e.getMessage(), e);
            }
        }
    }

    static final class Reader<T extends Params> extends MLReader<T> {
        private final Class<T> type;
        private final BiFunction<String, byte[], T> make;

        Reader(Class<T> type, BiFunction<String, byte[], T> make) {
            this.type = type;
            this.make = make;
        }

        @Override
        public T load(String path) {
            DefaultParamsReader.Metadata metadata = DefaultParamsReader$.MODULE$.loadMetadata(path, sparkSession(), type.getName());
            try (FSDataInputStream in = file(path).getFileSystem(hadoop(sparkSession())).open(file(path))) {
                T stage = make.apply(metadata.uid(), in.readAllBytes());
                metadata.getAndSetParams(stage, Option.empty());
                return stage;
            } catch (IOException e) {
                throw new UncheckedIOException("the model cannot be read: " + e.getMessage(), e);
            }
        }
    }

    private static org.apache.hadoop.conf.Configuration hadoop(SparkSession spark) {
        return spark.sparkContext().hadoopConfiguration();
    }
}
