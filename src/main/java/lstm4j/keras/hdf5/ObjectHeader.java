package lstm4j.keras.hdf5;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.ModelFormatException;

/**
 * The messages of one object, gathered from its first block and the continuation blocks. Source: HDF5 File Format Specification
 * 3.0, IV.A.1, versions 1 and 2; the blocks of version 2 carry checksums, which are verified.
 */
final class ObjectHeader {
    private static final int SHARED = 0x02;
    private static final int TIMES = 0x20;
    private static final int PHASE_CHANGE = 0x10;
    private static final int ORDER_TRACKED = 0x04;

    /** A block of messages that is still to be read. */
    private record Block(long address, long length) {
    }

    private final Source source;
    private final List<HeaderMessage> messages = new ArrayList<>();
    private final ArrayDeque<Block> blocks = new ArrayDeque<>();
    private final Set<Long> seen = new HashSet<>();

    private ObjectHeader(Source source) {
        this.source = source;
    }

    static ObjectHeader read(Source source, long address) throws ModelFormatException {
        ObjectHeader header = new ObjectHeader(source);
        header.seen.add(address);
        if (Cursor.at(source, address, "an object header").peek() == 'O') {
            header.readVersion2(address);
        } else {
            header.readVersion1(address);
        }
        return header;
    }

    /** All messages of a type, in the order of the file. */
    List<HeaderMessage> all(int type) {
        return messages.stream().filter(message -> message.type() == type).collect(Collectors.toList());
    }

    /** The first message of a type, or null. */
    HeaderMessage first(int type) {
        for (HeaderMessage message : messages) {
            if (message.type() == type) {
                return message;
            }
        }
        return null;
    }

    private void readVersion1(long address) throws ModelFormatException {
        Cursor at = Cursor.at(source, address, "an object header");
        at.version(1);
        at.skip(1 + 2 + 4); // reserved, number of messages, references
        long length = at.u32();
        at.align8();
        readMessages1(at.slice(length, "an object header"));
        for (Block block = blocks.poll(); block != null; block = blocks.poll()) {
            readMessages1(Cursor.at(source, block.address, block.length, "the continuation of an object header"));
        }
    }

    private void readMessages1(Cursor at) throws ModelFormatException {
        while (at.remaining() >= 8) {
            int type = at.u16();
            int length = at.u16();
            int flags = at.u8();
            at.skip(3);
            add(type, flags, at.slice(length, "a message of an object header"));
        }
    }

    private void readVersion2(long address) throws ModelFormatException {
        Cursor at = Cursor.at(source, address, "an object header");
        at.signature("OHDR");
        at.version(2);
        int flags = at.u8();
        at.skip(((flags & TIMES) != 0 ? 16 : 0) + ((flags & PHASE_CHANGE) != 0 ? 4 : 0));
        long length = at.unsigned(1 << (flags & 3));
        Cursor first = at.slice(length, "an object header");
        at.checksum();
        readMessages2(first, flags);
        for (Block block = blocks.poll(); block != null; block = blocks.poll()) {
            Cursor next = Cursor.at(source, block.address, block.length, "the continuation of an object header");
            next.signature("OCHK");
            Cursor body = next.slice(Math.max(0, next.remaining() - 4), "the continuation of an object header");
            next.checksum();
            readMessages2(body, flags);
        }
    }

    private void readMessages2(Cursor at, int headerFlags) throws ModelFormatException {
        int order = (headerFlags & ORDER_TRACKED) != 0 ? 2 : 0;
        while (at.remaining() >= 4 + order) {
            int type = at.u8();
            int length = at.u16();
            int flags = at.u8();
            at.skip(order);
            add(type, flags, at.slice(length, "a message of an object header"));
        }
    }

    private void add(int type, int flags, Cursor body) throws ModelFormatException {
        source.step(1);
        if (type == HeaderMessage.CONTINUATION) {
            Cursor at = body.whole();
            Block block = new Block(at.address(), at.length());
            if (!seen.add(block.address)) {
                throw at.fail("FILE-8", "the object header continues at byte " + block.address + ", where it has been before",
                        Source.DAMAGED);
            }
            blocks.add(block);
        } else if (type != 0) {
            messages.add(new HeaderMessage(type, (flags & SHARED) != 0, body));
            source.check(Limit.HDF5_OBJECTS, messages.size(), body.offset());
        }
    }
}
