package lstm4j.keras.hdf5;

import java.util.ArrayList;
import java.util.List;

import lstm4j.keras.bytes.ModelFormatException;

/** Elements in the file to strings. ASCII and UTF-8 are read alike: the first is part of the second. */
final class Texts {
    private Texts() {
    }

    static List<String> read(Cursor raw, Datatype type, int count) throws ModelFormatException {
        List<String> strings = new ArrayList<>(Math.min(count, 1 << 16));
        GlobalHeap heap = new GlobalHeap(raw.source);
        for (int k = 0; k < count; k++) {
            raw.source.step(1);
            Cursor element = raw.slice(type.size(), "a string");
            strings.add(type.variable() ? variable(element, heap) : fixed(element, type.padding()));
        }
        return List.copyOf(strings);
    }

    private static String fixed(Cursor element, int padding) throws ModelFormatException {
        int size = element.remaining();
        return element.text(switch (padding) {
            case Datatype.SPACE_PADDED -> element.lengthWithout(' ', size);
            case Datatype.ZERO_PADDED -> element.lengthWithout(0, size);
            default -> element.lengthBeforeZero(size);
        });
    }

    /** Length, address of the collection, and number in it. An empty string needs no collection. */
    private static String variable(Cursor element, GlobalHeap heap) throws ModelFormatException {
        long length = element.u32();
        long address = element.address();
        int number = (int) element.u32();
        if (length == 0) {
            return "";
        }
        Cursor object = heap.object(address, number);
        element.source.charge(length);
        Cursor text = object.slice(length, "a string in the global heap");
        return text.text(text.lengthWithout(0, (int) length));
    }
}
