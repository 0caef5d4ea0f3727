package lstm4j.keras.zip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;

/**
 * The entries of a zip file that lies in memory. The whole directory is checked when the file is opened: central and
 * local headers agree, no two entries overlap or share a name, sizes stay within the limits. Contents are checked
 * against their CRC when they are read. Names are data: a backslash counts as a slash, and nothing is ever written
 * anywhere. Source: PKWARE's APPNOTE.TXT 6.3. Spec: chapter 9, files.
 */
public final class ZipEntries {
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int LOCAL_SIZE = 30;
    private static final int CENTRAL_SIZE = 46;
    private static final int END_SIZE = 22;
    private static final int ZIP64_TAG = 1;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
    private static final int SIZES_BEHIND = 1 << 3;
    private static final int UTF8_NAME = 1 << 11;

    /** One entry: where its bytes lie and what they must be. */
    private record Entry(String name, int flags, int method, int crc, int packed, int size, int header, int data, int end) {
    }

    private final Blob bytes;
    private final String file;
    private final Limits limits;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private ZipEntries(Blob bytes, String file, Limits limits) {
        this.bytes = bytes;
        this.file = file;
        this.limits = limits;
    }

    /** Whether the bytes begin as a zip file does, an empty one included. */
    public static boolean looksLikeZip(Blob bytes) {
        long begin = bytes.length() < 4 ? 0 : bytes.number(0, 4);
        return begin == LOCAL || begin == END;
    }

    /** The entries of a zip file in memory; errors as {@link #open(Blob, String, Limits)}. */
    public static ZipEntries open(byte[] bytes, String file, Limits limits) throws ModelFormatException {
        return open(Blob.of(bytes), file, limits);
    }

    /**
     * Reads and checks the directory of a zip file.
     *
     * @throws ModelFormatException FILE-45 (structure), FILE-46 (a feature not supported), FILE-47 (overlap, same name
     *         twice), FILE-9 (limits)
     */
    public static ZipEntries open(Blob bytes, String file, Limits limits) throws ModelFormatException {
        ZipEntries zip = new ZipEntries(bytes, file, limits);
        zip.readDirectory();
        return zip;
    }

    /** The names in the order of the directory, with slashes. */
    public Set<String> names() {
        return entries.keySet();
    }

    /**
     * The contents of an entry, or null when there is none of that name.
     *
     * @throws ModelFormatException FILE-48 (damaged data)
     */
    public byte[] read(String name) throws ModelFormatException {
        Blob content = content(name);
        return content == null ? null : content.copy(0, content.length());
    }

    /** The same without a copy where the entry is stored as it is; one that is compressed is unpacked in memory. */
    public Blob content(String name) throws ModelFormatException {
        Entry entry = entries.get(name);
        if (entry == null) {
            return null;
        }
        Unpacking stored = new Unpacking(bytes.part(entry.data, entry.packed), place(entry.name), entry.data);
        return stored.checked(entry.method == STORED ? stored.bytes() : stored.inflated(entry.size), entry.crc);
    }

    private int u16(int at) {
        return (int) bytes.number(at, 2);
    }

    private long u32(int at) {
        return bytes.number(at, 4);
    }

    private String place(String name) {
        return file + " (" + name + ")";
    }

    private void readDirectory() throws ModelFormatException {
        int end = findEnd();
        int count = u16(end + 10);
        long size = u32(end + 12);
        long start = u32(end + 16);
        if (count == 0xffff || start == 0xffffffffL) {
            throw unsupported(end, "zip64");
        }
        if (u16(end + 4) != 0 || u16(end + 6) != 0 || u16(end + 8) != count) {
            throw unsupported(end, "a zip in several parts");
        }
        if (start + size != end) {
            throw broken(end, "the directory of " + size + " bytes at " + start + " to end at " + end, "" + (start + size));
        }
        limits.check(Limit.ZIP_ENTRIES, count, file, end);
        int at = (int) start;
        for (int i = 0; i < count; i++) {
            at = readEntry(at, (int) start, end);
        }
        if (at != end) {
            throw broken(at, count + " entries that fill the directory to byte " + end, "byte " + at);
        }
        requireApart();
        requireModest();
    }

    /** The end record: the last one whose comment reaches exactly to the end of the file. */
    private int findEnd() throws ModelFormatException {
        int length = Math.min(bytes.length(), END_SIZE + 0xffff);
        int before = bytes.length() - length;
        Blob last = Blob.of(bytes.copy(before, length)); // once: it is looked through backwards
        for (int at = length - END_SIZE; at >= 0; at--) {
            if (last.number(at, 4) == END && last.number(at + 20, 2) == length - at - END_SIZE) {
                return before + at;
            }
        }
        throw new ModelFormatException("FILE-45", file, bytes.length(), "expected a zip's end record, got none",
                "the file is cut off: was the download complete?");
    }

    private int readEntry(int at, int directory, int limit) throws ModelFormatException {
        if (at + CENTRAL_SIZE > limit || u32(at) != CENTRAL) {
            throw broken(at, "an entry of the directory", "something else");
        }
        int nameLength = u16(at + 28);
        int next = at + CENTRAL_SIZE + nameLength + u16(at + 30) + u16(at + 32);
        if (next > limit) {
            throw broken(at, "an entry within the directory", "one that ends behind it");
        }
        int flags = u16(at + 8);
        int method = u16(at + 10);
        long packed = u32(at + 20);
        long size = u32(at + 24);
        long header = u32(at + 42);
        String name = name(at + CENTRAL_SIZE, nameLength, flags);
        requireSupported(at, name, flags, method, Math.max(header, Math.max(packed, size)));
        if (header + LOCAL_SIZE > directory || Math.max(packed, size) > Integer.MAX_VALUE - 16) {
            throw broken(at, "the data of " + name + " in front of the directory", "byte " + header);
        }
        Entry entry = new Entry(name, flags, method, (int) u32(at + 16), (int) packed, (int) size, (int) header, 0, 0);
        if (entries.put(name, withData(entry, directory)) != null) {
            throw new ModelFormatException("FILE-47", file, at, "expected every name once, got " + name + " again", "");
        }
        return next;
    }

    private void requireSupported(int at, String name, int flags, int method, long largest) throws ModelFormatException {
        if ((flags & ENCRYPTED) != 0) {
            throw unsupported(at, "encryption of " + name);
        }
        if (method != STORED && method != DEFLATED) {
            throw unsupported(at, "compression method " + method + " of " + name);
        }
        if (largest == 0xffffffffL) {
            throw unsupported(at, "zip64 of " + name);
        }
    }

    private String name(int at, int length, int flags) throws ModelFormatException {
        byte[] raw = bytes.copy(at, length);
        String name;
        try {
            name = UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
        } catch (CharacterCodingException e) {
            if ((flags & UTF8_NAME) != 0) {
                throw broken(at, "a name in UTF-8", "other bytes");
            }
            name = new String(raw, ISO_8859_1); // old code pages: any distinct name will do
        }
        limits.check(Limit.NAME, name.length(), file, at);
        if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
            throw broken(at, "a printable name", name.isEmpty() ? "an empty one" : "control characters");
        }
        return name.replace('\\', '/');
    }

    /** The entry with its place, once the local header has said the same as the directory. */
    private Entry withData(Entry entry, int directory) throws ModelFormatException {
        int at = entry.header;
        if (u32(at) != LOCAL) {
            throw broken(at, "the local header of " + entry.name, "something else");
        }
        int nameLength = u16(at + 26);
        int extraLength = u16(at + 28);
        long data = (long) at + LOCAL_SIZE + nameLength + extraLength;
        long end = data + entry.packed;
        if (end > directory) {
            throw broken(at, entry.name + " in front of the directory at " + directory, "data up to byte " + end);
        }
        int flags = u16(at + 6);
        boolean same = flags == entry.flags && u16(at + 8) == entry.method
                && name(at + LOCAL_SIZE, nameLength, flags).equals(entry.name);
        boolean behind = (flags & SIZES_BEHIND) != 0;
        if (!same || !behind && !sizesAgree(entry, at, (int) data, extraLength)) {
            throw broken(at, "the local header of " + entry.name + " to say what the directory says", "a difference");
        }
        if (entry.method == STORED && entry.packed != entry.size) {
            throw broken(at, "as many stored bytes as contents of " + entry.name, entry.packed + " and " + entry.size);
        }
        int last = behind ? descriptorEnd(entry, (int) end, directory) : (int) end;
        return new Entry(entry.name, flags, entry.method, entry.crc, entry.packed, entry.size, at, (int) data, last);
    }

    /** Sizes of the local header; NumPy writes them as zip64 even where they are small. */
    private boolean sizesAgree(Entry entry, int at, int data, int extraLength) {
        long packed = u32(at + 18);
        long size = u32(at + 22);
        int extra = data - extraLength;
        if (packed == 0xffffffffL && size == 0xffffffffL && extraLength >= 20
                && u16(extra) == ZIP64_TAG && u16(extra + 2) >= 16) {
            size = bytes.number(extra + 4, 8);
            packed = bytes.number(extra + 12, 8);
        }
        return packed == entry.packed && size == entry.size && (int) u32(at + 14) == entry.crc;
    }

    private int descriptorEnd(Entry entry, int at, int directory) throws ModelFormatException {
        int skip = at + 4 <= directory && u32(at) == DESCRIPTOR ? 4 : 0;
        if (at + skip + 12 > directory || (int) u32(at + skip) != entry.crc || (int) u32(at + skip + 4) != entry.packed
                || (int) u32(at + skip + 8) != entry.size) {
            throw broken(at, "the sizes of " + entry.name + " behind its data to say what the directory says", "a difference");
        }
        return at + skip + 12;
    }

    private void requireApart() throws ModelFormatException {
        List<Entry> inOrder = new ArrayList<>(entries.values());
        inOrder.sort(Comparator.comparingInt(Entry::header));
        for (int i = 1; i < inOrder.size(); i++) {
            if (inOrder.get(i).header < inOrder.get(i - 1).end) {
                throw new ModelFormatException("FILE-47", file, inOrder.get(i).header, "expected entries apart, got "
                        + inOrder.get(i).name + " overlapping " + inOrder.get(i - 1).name, "this is how zip bombs are built");
            }
        }
    }

    private void requireModest() throws ModelFormatException {
        long total = 0;
        for (Entry entry : entries.values()) {
            total += entry.size;
            if (entry.method == DEFLATED) {
                limits.check(Limit.ZIP_RATIO, entry.size / Math.max(1, entry.packed), place(entry.name), entry.header);
            }
        }
        limits.checkUnpacked(total, bytes.length(), file, -1);
    }

    private ModelFormatException broken(long at, String expected, String got) {
        return new ModelFormatException("FILE-45", file, at, "broken zip: expected " + expected + ", got " + got, "");
    }

    private ModelFormatException unsupported(long at, String what) {
        return new ModelFormatException("FILE-46", file, at, "expected a plain zip, got " + what + ", which lstm4j does not read",
                "Keras writes none of this; save the model again with model.save(\"m.keras\")");
    }
}
