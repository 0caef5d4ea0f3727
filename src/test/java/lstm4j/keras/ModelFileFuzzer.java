package lstm4j.keras;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import lstm4j.keras.hdf5.Hdf5;
import lstm4j.keras.npy.Npy;
import lstm4j.keras.zip.ZipBuilder;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;

/**
 * What the fuzzer calls (profile {@code fuzz}): the first byte chooses the way in, the others are the file. Checksums would
 * keep a fuzzer out of the archive, so two of the ways put its bytes into a sound one. Any exception but the checked one is a
 * finding. {@code main} writes the first corpus.
 */
public final class ModelFileFuzzer {
    private static final Architecture DENSE = Architecture.of(List.of(Dense.units(2).inputShape(3).name("dense")));
    private static final KerasModel MODEL = KerasModel.of("m", DENSE, List.of(new float[3][2], new float[1][2]));
    private static final byte[] CONFIG = KerasWriter.json(MODEL);
    private static final byte[] WEIGHTS = KerasWriter.weightsH5(MODEL);
    private static final Limits LIMITS = Limits.DEFAULT.with(Limit.TENSOR_BYTES, 64 << 20).with(Limit.UNPACKED_BYTES, 8 << 20);

    private ModelFileFuzzer() {
    }

    /** Called by Jazzer with every input it makes up. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        byte[] file = Arrays.copyOfRange(data, 1, data.length);
        try {
            switch (data[0] & 7) {
                case 0 -> KerasReader.read(file, "fuzzed", LIMITS);
                case 1 -> KerasReader.readWeights(file, "fuzzed", DENSE, false, LIMITS);
                case 2 -> KerasReader.readWeights(file, "fuzzed", DENSE, true, LIMITS);
                case 3 -> KerasReader.readConfig(file, "fuzzed", LIMITS);
                case 4 -> KerasReader.read(archive(file, WEIGHTS), "fuzzed", LIMITS);
                case 5 -> KerasReader.read(archive(CONFIG, file), "fuzzed", LIMITS);
                case 6 -> Npy.read(file, "fuzzed", LIMITS);
                default -> Hdf5.read(file, "fuzzed", LIMITS);
            }
        } catch (ModelFormatException e) {
            if (!e.getMessage().startsWith("[FILE-")) {
                throw new AssertionError("a message without rule: " + e.getMessage(), e);
            }
        }
    }

    private static byte[] archive(byte[] config, byte[] weights) {
        return new ZipBuilder().add("metadata.json", "{\"keras_version\": \"3.12.0\"}".getBytes(UTF_8)).add("config.json", config)
                .add("model.weights.h5", weights).build();
    }

    /** Writes sound files of every format, one for each way in, into the folder. */
    public static void main(String[] folder) throws IOException {
        Path corpus = Files.createDirectories(Path.of(folder[0]));
        List<byte[]> small = HostileFilesTest.small();
        for (int way = 0; way < 8; way++) {
            for (int format = 0; format < small.size(); format++) {
                byte[] seed = new byte[small.get(format).length + 1];
                seed[0] = (byte) way;
                System.arraycopy(small.get(format), 0, seed, 1, small.get(format).length);
                Files.write(corpus.resolve("seed-" + way + "-" + format), seed);
            }
        }
    }
}
