package lstm4j.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** A slot on the wire: its sums, then of each array the rows that were touched, each behind its number, and −1. Big-endian. */
final class SlotBytes {
    private SlotBytes() {
    }

    static byte[] of(Slot slot, boolean withGradients) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeDouble(slot.loss);
            out.writeDouble(slot.penalty);
            out.writeLong(slot.count);
            for (double sum : slot.metrics) {
                out.writeDouble(sum);
            }
            for (int w = 0; withGradients && w < slot.gradients.length; w++) {
                writeRows(out, slot, w);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never, in memory
        }
        return bytes.toByteArray();
    }

    private static void writeRows(DataOutputStream out, Slot slot, int w) throws IOException {
        for (int r = slot.rows.next(w, 0); r >= 0; r = slot.rows.next(w, r + 1)) {
            float[] row = slot.gradients[w][r];
            ByteBuffer bytes = ByteBuffer.allocate(4 * row.length);
            bytes.asFloatBuffer().put(row);
            out.writeInt(r);
            out.write(bytes.array());
        }
        out.writeInt(-1);
    }

    /** Reads the bytes of a slot of the same network into a cleared one. */
    static void read(byte[] bytes, Slot slot, boolean withGradients) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            slot.loss = in.readDouble();
            slot.penalty = in.readDouble();
            slot.count = in.readLong();
            for (int k = 0; k < slot.metrics.length; k++) {
                slot.metrics[k] = in.readDouble();
            }
            for (int w = 0; withGradients && w < slot.gradients.length; w++) {
                readRows(in, slot, w);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a sum of shards that ends too early", e);
        }
    }

    private static void readRows(DataInputStream in, Slot slot, int w) throws IOException {
        for (int r = in.readInt(); r >= 0; r = in.readInt()) {
            float[] row = slot.gradients[w][r];
            ByteBuffer.wrap(in.readNBytes(4 * row.length)).asFloatBuffer().get(row);
            slot.rows.add(w, r);
        }
    }
}
