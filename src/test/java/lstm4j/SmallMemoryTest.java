package lstm4j;

import static lstm4j.layer.ActivationFunction.SOFTMAX;
import static lstm4j.train.Loss.SPARSE_CATEGORICAL_CROSSENTROPY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;

import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.testing.ChildJvm;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heaps that an old telephone has. */
@Rule("SMALL-8")
class SmallMemoryTest {
    @TempDir
    Path folder;

    @Test
    void theDigitModelLoadsPredictsAndStepsIn16Megabytes() throws IOException, InterruptedException {
        Sequential model = Sequential.of(LSTM.units(128).returnSequences().inputShape(28, 28), LSTM.units(128).returnSequences(), LSTM.units(128),
                Dense.units(10).activation(SOFTMAX)).seed(1).parallelism(1).compile(new Adam(), SPARSE_CATEGORICAL_CROSSENTROPY);
        model.trainOnBatch(Data.of(new float[1][28][28], new int[1])); // the optimizer remembers twice the weights
        for (String name : new String[] {"m.keras", "m.h5", "m.safetensors"}) {
            Path file = folder.resolve(name);
            model.save(file);
            String[] bits = run("-Xmx16m", "load", file.toString()).split(" ");
            assertEquals(bits[0], bits[1], name);
            assertEquals(bits[0], bits[2], name);
        }
    }

    @Test
    void anLstmOf20UnitsStepsIn8Megabytes() throws IOException, InterruptedException {
        assertEquals(run("-Xmx64m", "steps", "1000"), run("-Xmx8m", "steps", "1000"));
    }

    private static String run(String heap, String... arguments) throws IOException, InterruptedException {
        return ChildJvm.run(SmallMemory.class, new String[] {heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"}, arguments).strip();
    }
}
