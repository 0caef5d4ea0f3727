package lstm4j.keras.npy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Content;
import lstm4j.keras.bytes.Doubles;
import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.NumberRows;
import lstm4j.keras.bytes.NumberType;
import lstm4j.keras.bytes.Tensor;

/**
 * NumPy's {@code .npy}: one array. Versions 1 to 3, C and Fortran order, either byte order; floats, integers and
 * booleans. Arrays of objects (pickled Python code) are refused. Source: NumPy, {@code numpy/lib/format.py}.
 */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 10_000;
    /** Header lines are padded so that the data begin at a multiple of this. */
    private static final int ALIGNMENT = 64;
    private static final Pattern HEADER = Pattern.compile("\\{\\s*'descr':\\s*'([^']{1,20})',\\s*'fortran_order':\\s*(True|False),"
            + "\\s*'shape':\\s*\\(([0-9, ]*)\\),?\\s*}\\s*");
    private static final Map<String, NumberType> TYPES = Map.ofEntries(Map.entry("f2", NumberType.F16), Map.entry("f4", NumberType.F32),
            Map.entry("f8", NumberType.F64), Map.entry("b1", NumberType.BOOL), Map.entry("i1", NumberType.I8),
            Map.entry("i2", NumberType.I16), Map.entry("i4", NumberType.I32), Map.entry("i8", NumberType.I64),
            Map.entry("u1", NumberType.U8), Map.entry("u2", NumberType.U16), Map.entry("u4", NumberType.U32), Map.entry("u8", NumberType.U64));

    private Npy() {
    }

    /** Whether the bytes begin as an {@code .npy} file does. */
    public static boolean looksLikeNpy(Blob bytes) {
        return bytes.length() >= MAGIC.length && Arrays.equals(bytes.copy(0, MAGIC.length), MAGIC);
    }

    /** What the header says, and where the numbers begin. */
    public record Header(int[] shape, NumberType type, ByteOrder byteOrder, boolean fortran, int start) {
    }

    /**
     * The header of a file too large to be read at once.
     *
     * @param beginning its first bytes, more than a header may have, or all there are
     * @param length bytes of the whole file
     * @throws ModelFormatException FILE-50, FILE-51
     */
    public static Header header(byte[] beginning, long length, String file) throws ModelFormatException {
        return header(Blob.of(beginning), length, file, Limits.DEFAULT.with(Limit.TENSOR_BYTES, Long.MAX_VALUE));
    }

    /** The array of a file in memory; errors as {@link #read(Blob, String, Limits)}. */
    public static Tensor read(byte[] bytes, String file, Limits limits) throws ModelFormatException {
        return read(Blob.of(bytes), file, limits);
    }

    /**
     * The array of a file.
     *
     * @throws ModelFormatException FILE-50 (structure), FILE-51 (a kind of number not supported), FILE-9 (limits)
     */
    public static Tensor read(Blob bytes, String file, Limits limits) throws ModelFormatException {
        Header header = header(bytes, bytes.length(), file, limits);
        Tensor tensor = Tensor.read(header.shape, header.type, bytes, header.start, header.byteOrder);
        return header.fortran ? turned(tensor) : tensor;
    }

    /** The array of a file as rows along its last axis. Errors as {@link #read(Blob, String, Limits)}. */
    static NumberRows readRows(Blob bytes, String file, Limits limits) throws ModelFormatException {
        Header header = header(bytes, bytes.length(), file, limits);
        if (!header.fortran) {
            return NumberRows.read(header.shape, header.type, bytes, header.start, header.byteOrder);
        }
        return NumberRows.of(turned(Tensor.read(header.shape, header.type, bytes, header.start, header.byteOrder)));
    }

    private static Tensor turned(Tensor tensor) {
        int[] places = fromFortran(tensor.shape(), tensor.values().length);
        float[] values = new float[places.length];
        for (int n = 0; n < places.length; n++) {
            values[places[n]] = tensor.values()[n];
        }
        return new Tensor(tensor.shape(), values);
    }

    /** The array of a file with all digits of its doubles. Errors as {@link #read(Blob, String, Limits)}. */
    public static Doubles readDoubles(Blob bytes, String file, Limits limits) throws ModelFormatException {
        Header header = header(bytes, bytes.length(), file, limits);
        Doubles array = Doubles.read(header.shape, header.type, bytes, header.start, header.byteOrder);
        if (!header.fortran) {
            return array;
        }
        int[] places = fromFortran(header.shape, array.values().length);
        double[] values = new double[places.length];
        for (int n = 0; n < places.length; n++) {
            values[places[n]] = array.values()[n];
        }
        return new Doubles(header.shape, values);
    }

    private static Header header(Blob bytes, long whole, String file, Limits limits) throws ModelFormatException {
        if (!looksLikeNpy(bytes) || bytes.length() < 10) {
            throw broken(file, 0, "the signature of .npy", bytes.length() < 10 ? bytes.length() + " bytes" : "other bytes");
        }
        int version = bytes.at(6);
        int start = version == 1 ? 10 : 12;
        if (version < 1 || version > 3 || bytes.length() < start) {
            throw broken(file, 6, "version 1, 2 or 3", String.valueOf(version));
        }
        long length = bytes.number(8, version == 1 ? 2 : 4);
        if (length > MAX_HEADER || start + length > bytes.length()) {
            throw broken(file, 8, "a header of at most " + Math.min(MAX_HEADER, bytes.length() - start) + " bytes", String.valueOf(length));
        }
        String header = new String(bytes.copy(start, (int) length), version == 3 ? UTF_8 : ISO_8859_1);
        Matcher parts = HEADER.matcher(header);
        if (!parts.matches()) {
            throw broken(file, start, "a header with descr, fortran_order and shape", header.trim());
        }
        String descr = parts.group(1);
        NumberType type = type(descr, file, start);
        ByteOrder order = descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        int[] shape = shape(parts.group(3), type, whole - start - length, file, start, limits);
        return new Header(shape, type, order, parts.group(2).equals("True"), start + (int) length);
    }

    private static NumberType type(String descr, String file, int at) throws ModelFormatException {
        NumberType type = "<>|=".indexOf(descr.charAt(0)) < 0 ? null : TYPES.get(descr.substring(1));
        if (type == null) {
            throw new ModelFormatException("FILE-51", file, at, "expected floats, integers or booleans, got numbers of kind '" + descr + "'",
                    "in Python: numpy.save(path, array.astype(\"float32\"))");
        }
        return type;
    }

    private static int[] shape(String text, NumberType type, long present, String file, int at, Limits limits) throws ModelFormatException {
        String[] sizes = text.trim().isEmpty() ? new String[0] : text.trim().replaceAll(",$", "").split("\\s*,\\s*", -1);
        limits.check(Limit.TENSOR_RANK, sizes.length, file, at);
        int[] shape = new int[sizes.length];
        long bytes = type.bytes();
        try {
            for (int axis = 0; axis < sizes.length; axis++) {
                shape[axis] = Integer.parseInt(sizes[axis]);
                bytes = Math.multiplyExact(bytes, shape[axis]);
            }
        } catch (NumberFormatException | ArithmeticException e) {
            throw broken(file, at, "sizes below 2^31 that multiply to less than 2^63", "(" + text + ")");
        }
        limits.check(Limit.TENSOR_BYTES, bytes, file, at);
        if (bytes != present) {
            throw broken(file, at, bytes + " bytes of numbers for the shape " + Tensor.text(shape), String.valueOf(present));
        }
        return shape;
    }

    /** Where each number of an array whose first axis is fastest belongs when the last one is. */
    private static int[] fromFortran(int[] shape, int count) {
        int[] places = new int[count];
        int[] index = new int[shape.length];
        for (int n = 0; n < count; n++) {
            int at = 0;
            for (int axis = 0; axis < shape.length; axis++) {
                at = at * shape[axis] + index[axis];
            }
            places[n] = at;
            for (int axis = 0; axis < shape.length && ++index[axis] == shape[axis]; axis++) {
                index[axis] = 0;
            }
        }
        return places;
    }

    /** The file of a float32 array, as NumPy writes it. */
    public static byte[] write(Tensor tensor) {
        return write(tensor, NumberType.F32);
    }

    /** The file of an array whose numbers are stored as {@code type}; NumPy has no BF16. */
    public static byte[] write(Tensor tensor, NumberType type) {
        return content(NumberRows.of(tensor), type).toBytes();
    }

    /** The same, to be written piece by piece. */
    public static Content content(NumberRows numbers, NumberType type) {
        byte[] header = header(numbers.shape(), type);
        return out -> {
            out.write(header);
            numbers.writeTo(out, type);
        };
    }

    private static byte[] header(int[] shape, NumberType type) {
        String name = TYPES.entrySet().stream().filter(entry -> entry.getValue() == type).map(Map.Entry::getKey).findFirst()
                .orElseThrow(() -> new AssertionError("lstm4j bug: NumPy has no " + type));
        String header = "{'descr': '" + (type.bytes() == 1 ? '|' : '<') + name + "', 'fortran_order': False, 'shape': "
                + Tensor.text(shape) + ", }";
        int padded = (10 + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer file = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
        file.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (padded - 10));
        byte[] text = new byte[padded - 10];
        Arrays.fill(text, (byte) ' ');
        System.arraycopy(header.getBytes(ISO_8859_1), 0, text, 0, header.length());
        text[text.length - 1] = '\n';
        return file.put(text).array();
    }

    private static ModelFormatException broken(String file, long at, String expected, String got) {
        return new ModelFormatException("FILE-50", file, at, "broken .npy: expected " + expected + ", got " + got, "");
    }
}
