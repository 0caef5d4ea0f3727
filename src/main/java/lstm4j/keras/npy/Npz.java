package lstm4j.keras.npy;

import java.util.LinkedHashMap;
import java.util.Map;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Content;
import lstm4j.keras.bytes.Doubles;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.NumberRows;
import lstm4j.keras.bytes.NumberType;
import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.zip.ZipBuilder;
import lstm4j.keras.zip.ZipEntries;

/** NumPy's {@code .npz}: a zip of {@code .npy} files, each named after its array. */
public final class Npz {
    private static final String SUFFIX = ".npy";

    private Npz() {
    }

    private interface Reading<A> {
        A read(Blob bytes, String file, Limits limits) throws ModelFormatException;
    }

    /** The arrays of a file in memory; errors as {@link #readRows}. */
    public static Map<String, Tensor> read(byte[] bytes, String file, Limits limits) throws ModelFormatException {
        return read(Blob.of(bytes), file, limits, Npy::read);
    }

    /** The arrays by name, in the file's order. Errors as in {@link ZipEntries} and {@link Npy}. */
    public static Map<String, NumberRows> readRows(Blob bytes, String file, Limits limits) throws ModelFormatException {
        return read(bytes, file, limits, Npy::readRows);
    }

    /** The arrays by name, with all digits of their doubles. */
    public static Map<String, Doubles> readDoubles(Blob bytes, String file, Limits limits) throws ModelFormatException {
        return read(bytes, file, limits, Npy::readDoubles);
    }

    private static <A> Map<String, A> read(Blob bytes, String file, Limits limits, Reading<A> one) throws ModelFormatException {
        ZipEntries zip = ZipEntries.open(bytes, file, limits);
        Map<String, A> arrays = new LinkedHashMap<>();
        for (String name : zip.names()) {
            if (!name.endsWith(SUFFIX)) {
                throw new ModelFormatException("FILE-50", file, -1, "expected a zip of .npy files, got the entry " + name, "");
            }
            arrays.put(name.substring(0, name.length() - SUFFIX.length()), one.read(zip.content(name), file + " (" + name + ")", limits));
        }
        return arrays;
    }

    /** The file of float32 arrays; the same arrays give the same bytes. */
    public static byte[] write(Map<String, Tensor> arrays) {
        Map<String, NumberRows> numbers = new LinkedHashMap<>();
        arrays.forEach((name, array) -> numbers.put(name, NumberRows.of(array)));
        return content(numbers).toBytes();
    }

    /** The same, to be written piece by piece. */
    public static Content content(Map<String, NumberRows> arrays) {
        ZipBuilder zip = new ZipBuilder();
        arrays.forEach((name, array) -> zip.add(name + SUFFIX, Npy.content(array, NumberType.F32)));
        return zip;
    }
}
