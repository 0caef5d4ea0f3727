package lstm4j.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.layer.Shape;

/** What stands in the fields of {@link Summary}, whatever the layout. */
final class SummaryFields {
    private static final int BYTES_OF_A_FLOAT = 4;

    private SummaryFields() {
    }

    static String nameAndType(Layer layer) {
        return layer.name() + " (" + layer.type() + ")";
    }

    /** The output shape of layer i; the list of those of output and every part of the state when the layer returns it. */
    static String outputShape(Architecture model, int i) {
        Shape output = model.outputShape(i);
        if (!model.layer(i).returnsState()) {
            return output.toString();
        }
        StringBuilder shapes = new StringBuilder("[" + output);
        for (int size : model.layer(i).stateSizes()) {
            shapes.append(", ").append(Shape.of(output.batch(), size));
        }
        return shapes + "]";
    }

    static long bytes(long parameters) {
        return parameters * BYTES_OF_A_FLOAT;
    }

    /** A number of bytes in the largest unit that leaves at least 1, two decimals, ties to even as Python rounds them. */
    static String size(long bytes, String smallestUnit) {
        List<String> units = List.of(smallestUnit, "KB", "MB", "GB", "TB", "PB");
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < units.size() - 1) {
            size /= 1024;
            unit++;
        }
        return new BigDecimal(size).setScale(2, RoundingMode.HALF_EVEN) + " " + units.get(unit);
    }
}
