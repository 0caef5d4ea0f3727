package lstm4j.keras.hdf5;

import java.util.concurrent.atomic.AtomicLong;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;

/**
 * The bytes of one file, the sizes its superblock declares, and the budget of work and memory that reading may use up.
 * Whatever is read is read through a {@code Cursor} on it.
 */
final class Source {
    /** "No address", and "no bound" of a size: all bits set in the file. */
    static final long UNDEFINED = -1;
    /** The hint where nothing better is known. */
    static final String DAMAGED = "The file is damaged or was cut off; copy or download it again";

    final Blob bytes;
    /** Offset of the superblock: addresses count from there. */
    final long base;
    /** Bytes of an address in this file: 2, 4 or 8. */
    final int offsetBytes;
    /** Bytes of a length in this file: 2, 4 or 8. */
    final int lengthBytes;
    private final String file;
    private final Limits limits;
    private final Budget budget;
    private final BytePlace place;
    /** False only in tests, which look behind the checksums with damaged files. */
    final boolean checksums;

    /** What reading has used up; shared by all parts of one file. */
    private record Budget(AtomicLong steps, AtomicLong objects, AtomicLong unpacked, long mostSteps) {
    }

    /** A file before its superblock is known. */
    Source(Blob bytes, String file, Limits limits, boolean checksums) {
        this(bytes, file, limits, checksums, 0, 8, 8, null,
                new Budget(new AtomicLong(), new AtomicLong(), new AtomicLong(), limits.get(Limit.HDF5_STEPS)));
    }

    private Source(Blob bytes, String file, Limits limits, boolean checksums, long base, int offsetBytes, int lengthBytes,
            BytePlace place, Budget budget) {
        this.bytes = bytes;
        this.file = file;
        this.limits = limits;
        this.checksums = checksums;
        this.base = base;
        this.offsetBytes = offsetBytes;
        this.lengthBytes = lengthBytes;
        this.place = place;
        this.budget = budget;
    }

    /** The same file, its addresses counted from {@code base}, with addresses and lengths of these sizes. */
    Source withSizes(long base, int offsetBytes, int lengthBytes) {
        return new Source(bytes, file, limits, checksums, base, offsetBytes, lengthBytes, place, budget);
    }

    /** The same file and budget; messages name this object of the file. */
    Source within(BytePlace place) {
        return new Source(bytes, file, limits, checksums, base, offsetBytes, lengthBytes, place, budget);
    }

    /** Fails with [FILE-9] where {@code wanted} is above the limit. */
    void check(Limit limit, long wanted, long offset) throws ModelFormatException {
        if (wanted > limits.get(limit)) {
            limits.check(limit, wanted, label(), offset);
        }
    }

    /** Counts work against the budget: [FILE-9] beyond it. */
    void step(long count) throws ModelFormatException {
        long steps = budget.steps.addAndGet(count);
        if (steps > budget.mostSteps) {
            limits.check(Limit.HDF5_STEPS, steps, label(), -1);
        }
    }

    /** Counts the length of a name or of the target of a link against the budget: [FILE-9] beyond it. */
    void name(long offset, String name) throws ModelFormatException {
        check(Limit.NAME, name.length(), offset);
        charge(2L * name.length());
    }

    /** Counts an object, link or attribute against the budget: [FILE-9] beyond it. */
    void object(long offset) throws ModelFormatException {
        step(1);
        check(Limit.HDF5_OBJECTS, budget.objects.incrementAndGet(), offset);
    }

    /** Counts decoded bytes against the budget of the whole file: [FILE-9] beyond it. To be called before allocation. */
    void charge(long count) throws ModelFormatException {
        limits.checkUnpacked(budget.unpacked.addAndGet(count), bytes.length(), label(), -1);
    }

    /** Name of the file, and of the object in it that is being read. */
    private String label() {
        return place == null || place == BytePlace.ROOT ? file : file + ":" + place.path();
    }

    ModelFormatException fail(String rule, long offset, String problem, String hint) {
        return new ModelFormatException(rule, label(), offset, problem, hint);
    }
}
