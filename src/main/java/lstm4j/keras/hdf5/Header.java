package lstm4j.keras.hdf5;

import java.nio.charset.StandardCharsets;

import lstm4j.keras.hdf5.Hdf5Data.Type;

/**
 * Writes an object header of version 1: messages one after the other in one block. Source: HDF5 File Format Specification 3.0,
 * IV.A.1.a and IV.A.2.
 */
final class Header {
    /** A message's length is written in two bytes and is a multiple of 8. */
    static final int MOST_MESSAGE_BYTES = 0xfff8;
    private static final int CONSTANT = 1;

    private final ByteOutput messages = new ByteOutput();
    private int count;

    /** Appends a message; its body is filled up to a multiple of 8 bytes. */
    private void add(int type, int flags, ByteOutput body) {
        body.align8();
        messages.u16(type).u16(body.position()).u8(flags).zeros(3).bytes(body.toBytes());
        count++;
    }

    void writeTo(ByteOutput out) {
        out.u8(1).u8(0).u16(count).u32(1).u32(messages.position()).zeros(4).bytes(messages.toBytes());
    }

    void symbolTable(long tree, long heap) {
        add(HeaderMessage.SYMBOL_TABLE, 0, new ByteOutput().u64(tree).u64(heap));
    }

    /** Shape, type, fill value (the default: zeros) and place of a contiguous dataset. */
    void dataset(Hdf5Data data, long address, long bytes) {
        add(HeaderMessage.DATASPACE, 0, space(data));
        add(HeaderMessage.DATATYPE, CONSTANT, type(data));
        // Version 2; space is allocated late; the value is written if it is set; it is defined, with no bytes of its own.
        add(HeaderMessage.FILL_VALUE, CONSTANT, new ByteOutput().u8(2).u8(2).u8(2).u8(1).u32(0));
        add(HeaderMessage.LAYOUT, 0, new ByteOutput().u8(3).u8(1).u64(address).u64(bytes));
    }

    /** An attribute. Version 1 cannot say that a name is not ASCII; version 3 can. */
    void attribute(String name, Hdf5Data data, StringHeap strings) {
        byte[] text = (name + "\0").getBytes(StandardCharsets.UTF_8);
        boolean ascii = text.length == name.length() + 1;
        ByteOutput space = space(data);
        ByteOutput type = type(data);
        ByteOutput body = new ByteOutput().u8(ascii ? 1 : 3).u8(0).u16(text.length).u16(type.position()).u16(space.position());
        if (ascii) {
            body.bytes(text).align8().bytes(type.align8().toBytes()).bytes(space.align8().toBytes());
        } else {
            body.u8(1).bytes(text).bytes(type.toBytes()).bytes(space.toBytes());
        }
        if (data.type() == Type.VARIABLE_STRING) {
            strings.writeReferences(body, data);
        } else {
            body.data(data);
        }
        add(HeaderMessage.ATTRIBUTE, 0, body);
    }

    /** Bytes of the message that {@link #attribute} would write, or a little more. */
    static long attributeBytes(String name, Hdf5Data data) {
        return 9 + name.getBytes(StandardCharsets.UTF_8).length + 8 + 24 + 8 + 8L * data.shape().length + data.bytes() + 7;
    }

    private static ByteOutput space(Hdf5Data data) {
        ByteOutput out = new ByteOutput().u8(1).u8(data.shape().length).zeros(6);
        for (int size : data.shape()) {
            out.u64(size);
        }
        return out;
    }

    private static ByteOutput type(Hdf5Data data) {
        ByteOutput out = new ByteOutput();
        return switch (data.type()) {
            case FLOAT32 -> floating(out, 4, 31, 23, 8, 127);
            case FLOAT64 -> floating(out, 8, 63, 52, 11, 1023);
            case INT32 -> integer(out, 4, true);
            case INT64 -> integer(out, 8, true);
            case FIXED_STRING -> out.u8(0x13).u8(Datatype.ZERO_PADDED | (data.isAscii() ? 0 : 1 << 4)).u16(0)
                    .u32(data.elementBytes());
            // A sequence that is a string (1), zero-ended, in UTF-8 (1), of bytes.
            case VARIABLE_STRING -> integer(out.u8(0x19).u8(1).u16(1).u32(16), 1, false);
        };
    }

    private static ByteOutput integer(ByteOutput out, int bytes, boolean signed) {
        return out.u8(0x10).u8(signed ? 8 : 0).u16(0).u32(bytes).u16(0).u16(8 * bytes);
    }

    /** IEEE 754, little-endian, with the implied first bit of the mantissa. */
    private static ByteOutput floating(ByteOutput out, int bytes, int sign, int mantissa, int exponent, int bias) {
        return out.u8(0x11).u8(0x20).u16(sign).u32(bytes).u16(0).u16(8 * bytes).u8(mantissa).u8(exponent).u8(0).u8(mantissa)
                .u32(bias);
    }
}
