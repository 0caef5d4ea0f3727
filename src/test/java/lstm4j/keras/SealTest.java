package lstm4j.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import lstm4j.ModelFiles;
import lstm4j.Sequential;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.hdf5.Hdf5;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Loss;
import org.junit.jupiter.api.Test;

/** The checksum that lstm4j's own HDF5 files carry. */
@Rule("FILE-93")
class SealTest {
    /** A prime, so that every bit of a byte gets its turn. */
    private static final int STRIDE = 101;

    private final KerasModel model = trained();

    private static KerasModel trained() {
        Sequential model = Sequential.of(LSTM.units(1).inputShape(2, 1), Dense.units(1)).seed(1).compile(new Adam(), Loss.MSE);
        model.trainOnBatch(Data.of(new float[][][] {{{1}, {2}}}, new float[][] {{3}}));
        return ModelFiles.file(model);
    }

    @Test
    void aFlippedBitOfAModelIsRefusedOrChangesNothing() throws IOException {
        byte[] bytes = KerasWriter.h5(model);
        int seen = 0;
        for (int bit = 0; bit < 8 * bytes.length; bit += STRIDE) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertSame(KerasReader.read(bytes, "flipped.h5", Limits.DEFAULT), "bit " + bit);
            } catch (ModelFormatException refused) {
                seen += refused.rule().equals("FILE-93") ? 1 : 0;
            }
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertTrue(seen > 0);
    }

    private void assertSame(KerasModel read, String bit) {
        assertArrayEquals(KerasWriter.json(model), KerasWriter.json(read), bit);
        assertArrayEquals(KerasWriter.weightsH5(model), KerasWriter.weightsH5(read), bit);
        assertEquals(model.progress().get().seed(), read.progress().get().seed(), bit);
        assertEquals(model.progress().get().epochs(), read.progress().get().epochs(), bit);
    }

    @Test
    void aFlippedBitOfWeightsAloneIsRefusedOrChangesNothing() throws IOException {
        byte[] bytes = KerasWriter.weightsH5(model);
        for (int bit = 0; bit < 8 * bytes.length; bit += STRIDE) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                List<float[][]> read = KerasReader.readWeights(bytes, "flipped.h5", model.architecture(), false, Limits.DEFAULT);
                for (int k = 0; k < read.size(); k++) {
                    assertArrayEquals(Tensor.of(model.weights().get(k)).values(), Tensor.of(read.get(k)).values(), "bit " + bit);
                }
            } catch (ModelFormatException refused) {
                // as it should be
            }
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @Test
    void aChangedWeightIsRefusedByItsRule() throws IOException {
        byte[] bytes = KerasWriter.h5(model);
        long at = Hdf5.read(bytes, "m.h5", Limits.DEFAULT).attribute("lstm4j_checksum").longs()[0];
        assertTrue(at >= 0 && at < 1L << 32);
        int place = indexOf(bytes, model.weights().get(0)[0][0]);
        bytes[place] ^= 1;
        assertEquals("FILE-93", assertThrows(ModelFormatException.class, () -> KerasReader.read(bytes, "m.h5", Limits.DEFAULT)).rule());
    }

    /** Where the bytes of a float stand, little-endian. */
    private static int indexOf(byte[] bytes, float value) {
        int bits = Float.floatToRawIntBits(value);
        int at = 0;
        while ((bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16 | bytes[at + 3] << 24) != bits) {
            at++;
        }
        return at;
    }

    @Test
    void filesOfOthersCarryNone() throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of("testdata/models/keras3/legacy_lstm.h5"));
        assertNull(Hdf5.read(bytes, "lstm.h5", Limits.DEFAULT).attribute("lstm4j_checksum"));
        KerasReader.read(bytes, "lstm.h5", Limits.DEFAULT);
    }
}
