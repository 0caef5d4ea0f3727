package lstm4j.keras.hdf5;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.ModelFormatException;

/**
 * The members of a group, wherever the file keeps them: in a symbol table (B-tree, nodes, local heap), in link messages of the
 * header, or in a fractal heap. Source: HDF5 File Format Specification 3.0, III.B to III.D, IV.A.2.c, g and r.
 */
final class Links {
    private static final int HARD = 0;
    private static final int SOFT = 1;
    private static final int EXTERNAL = 64;
    private static final int SOFT_IN_SYMBOL_TABLE = 2;

    /**
     * One member.
     *
     * @param kind {@link #HARD}, {@link #SOFT}, {@link #EXTERNAL}, or what else the file says
     * @param address of the object, for a hard link
     * @param target path, for a soft link; {@code file:path} for an external one
     * @param order number in the order of creation, or −1
     */
    record Link(String name, int kind, long address, String target, long order) {
        boolean isHard() {
            return kind == HARD;
        }

        boolean isSoft() {
            return kind == SOFT;
        }

        boolean isExternal() {
            return kind == EXTERNAL;
        }
    }

    private final Source source;
    private final List<Link> links = new ArrayList<>();

    private Links(Source source) {
        this.source = source;
    }

    /** Members in creation order where the group keeps it, else in the order of their names. */
    static List<Link> read(Source source, ObjectHeader header) throws ModelFormatException {
        Links found = new Links(source);
        boolean ordered = false;
        for (HeaderMessage table : header.all(HeaderMessage.SYMBOL_TABLE)) {
            found.symbolTable(table.read());
        }
        for (HeaderMessage link : header.all(HeaderMessage.LINK)) {
            found.link(link.read());
        }
        for (HeaderMessage info : header.all(HeaderMessage.LINK_INFO)) {
            ordered = found.dense(info.read());
        }
        found.requireNames();
        Comparator<Link> byName = Comparator.comparing(Link::name, Links::compareNames);
        found.links.sort(ordered ? Comparator.comparingLong(Link::order).thenComparing(byName) : byName);
        return found.links;
    }

    /** The order of the UTF-8 bytes, which is that of the code points. */
    static int compareNames(String a, String b) {
        for (int k = 0; k < Math.min(a.length(), b.length()); k++) {
            char x = a.charAt(k);
            char y = b.charAt(k);
            if (x != y) {
                // Halves of a pair stand for code points beyond all that need no pair.
                return Character.isSurrogate(x) == Character.isSurrogate(y) ? x - y : Character.isSurrogate(x) ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }

    private void requireNames() throws ModelFormatException {
        Set<String> names = new HashSet<>();
        for (Link link : links) {
            if (link.name.isEmpty() || link.name.equals(".") || link.name.indexOf('/') >= 0) {
                throw source.fail("FILE-10", -1, "a member has the name \"" + link.name + "\", which no path can reach",
                        Source.DAMAGED);
            }
            requirePrintable(source, link.name);
            requirePrintable(source, link.target);
            if (!names.add(link.name)) {
                throw source.fail("FILE-10", -1, "two members have the same name " + link.name, Source.DAMAGED);
            }
        }
    }

    /** Names and targets of links and names of attributes hold no control characters: [FILE-10]. They end up on terminals. */
    static void requirePrintable(Source source, String name) throws ModelFormatException {
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw source.fail("FILE-10", -1, "a name holds control characters: " + name, Source.DAMAGED);
        }
    }

    private void add(Link link, long offset) throws ModelFormatException {
        source.object(offset);
        source.name(offset, link.name);
        source.name(offset, link.target);
        links.add(link);
    }

    private void symbolTable(Cursor at) throws ModelFormatException {
        long tree = at.address();
        Cursor names = localHeap(at.address());
        Set<Long> seen = new HashSet<>();
        BTree1.walk(source, tree, BTree1.GROUP, source.lengthBytes, (key, child) -> {
            if (!seen.add(child)) {
                throw key.fail("FILE-8", "a group lists the same node of members twice", Source.DAMAGED);
            }
            source.check(Limit.HDF5_OBJECTS, seen.size(), key.offset());
            symbolNode(child, names);
        });
    }

    /** The data segment of a local heap: the names of a group's members. */
    private Cursor localHeap(long address) throws ModelFormatException {
        Cursor at = Cursor.at(source, address, "a local heap");
        at.signature("HEAP");
        at.version(0);
        at.skip(3);
        long size = at.length();
        at.skip(source.lengthBytes); // free space
        return Cursor.at(source, at.address(), size, "the names in a local heap");
    }

    private void symbolNode(long address, Cursor names) throws ModelFormatException {
        Cursor at = Cursor.at(source, address, "a symbol table node");
        at.signature("SNOD");
        at.version(1);
        at.skip(1);
        int count = at.u16();
        for (int k = 0; k < count; k++) {
            long name = at.unsigned(source.offsetBytes);
            long object = at.address();
            long cache = at.u32();
            at.skip(4);
            Cursor scratch = at.slice(16, "a symbol table entry");
            boolean soft = cache == SOFT_IN_SYMBOL_TABLE;
            String target = soft ? string(names, scratch.u32()) : "";
            add(new Link(string(names, name), soft ? SOFT : HARD, object, target, -1), at.offset());
        }
    }

    private static String string(Cursor names, long offset) throws ModelFormatException {
        Cursor at = names.whole();
        at.skip(offset);
        return at.zeroTerminated();
    }

    private void link(Cursor at) throws ModelFormatException {
        at.version(1);
        int flags = at.u8();
        int kind = (flags & 8) != 0 ? at.u8() : HARD;
        long order = (flags & 4) != 0 ? at.unsigned(8) : -1;
        at.skip((flags & 16) != 0 ? 1 : 0); // ASCII or UTF-8: the first is part of the second
        long nameBytes = at.unsigned(1 << (flags & 3));
        String name = at.text(nameBytes);
        long object = kind == HARD ? at.address() : Source.UNDEFINED;
        String target = switch (kind) {
            case SOFT -> at.text(at.u16());
            case EXTERNAL -> external(at.slice(at.u16(), "an external link"));
            default -> "";
        };
        add(new Link(name, kind, object, target, order), at.offset());
    }

    private static String external(Cursor at) throws ModelFormatException {
        at.skip(1);
        String file = at.zeroTerminated();
        return file + ":" + at.zeroTerminated();
    }

    /** Members in a fractal heap, if there are any; true where the group keeps the order of creation. */
    private boolean dense(Cursor at) throws ModelFormatException {
        at.version(0);
        int flags = at.u8();
        at.skip((flags & 1) != 0 ? 8 : 0);
        long heapAddress = at.address();
        long byName = at.address();
        if (heapAddress != Source.UNDEFINED) {
            FractalHeap heap = new FractalHeap(source, heapAddress);
            BTree2.walk(source, byName, BTree2.LINKS_BY_NAME, item -> {
                item.skip(4); // hash of the name
                link(heap.object(item));
            });
        }
        return (flags & 2) != 0;
    }
}
