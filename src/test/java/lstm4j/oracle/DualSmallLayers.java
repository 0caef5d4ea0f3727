package lstm4j.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import lstm4j.layer.Layer;
import lstm4j.layer.LayerOption;
import lstm4j.layer.Shape;

/** The layers of chapter 18 in dual numbers, on the rows of one sample, from the words of the chapter. */
final class DualSmallLayers {
    private DualSmallLayers() {
    }

    static Dual[][] made(Layer layer, Shape input, Dual[][] rows, Supplier<Dual[][]> weight) {
        return switch (layer.type()) {
            case "ReLU" -> each(rows, x -> rectified(x, number(layer, "negative_slope"), number(layer, "threshold"), number(layer, "max_value")));
            case "LeakyReLU" -> each(rows, x -> rectified(x, number(layer, "negative_slope"), 0, Double.POSITIVE_INFINITY));
            case "ELU" -> each(rows, x -> x.v() > 0 ? x : x.exp().plus(-1).times(number(layer, "alpha")));
            case "PReLU" -> sloped(rows, weight.get());
            case "Reshape" -> cut(Arrays.stream(rows).flatMap(Arrays::stream).toList(), layer.outputShape(input).features());
            case "Permute" -> turned(rows, (List<?>) option(layer, "dims"));
            case "ZeroPadding1D" -> padded(rows, (List<?>) option(layer, "padding"));
            case "Cropping1D" -> Arrays.copyOfRange(rows, (Integer) ((List<?>) option(layer, "cropping")).get(0),
                    rows.length - (Integer) ((List<?>) option(layer, "cropping")).get(1));
            case "UpSampling1D" -> Arrays.stream(rows).flatMap(row -> Collections.nCopies((Integer) option(layer, "size"), row).stream()).toArray(Dual[][]::new);
            default -> rows;
        };
    }

    private static Object option(Layer layer, String name) {
        LayerOption<?> found = layer.options().stream().filter(option -> option.name().equals(name)).findFirst().orElseThrow();
        return layer.get(found);
    }

    private static double number(Layer layer, String name) {
        return (Double) option(layer, name);
    }

    private static Dual[][] each(Dual[][] rows, UnaryOperator<Dual> function) {
        return Arrays.stream(rows).map(row -> Arrays.stream(row).map(function).toArray(Dual[]::new)).toArray(Dual[][]::new);
    }

    private static Dual rectified(Dual x, double slope, double threshold, double max) {
        return x.v() > max ? Dual.of(max) : x.v() > threshold ? x : x.plus(-threshold).times(slope);
    }

    private static Dual[][] sloped(Dual[][] rows, Dual[][] alpha) {
        Dual[][] made = new Dual[rows.length][];
        for (int t = 0; t < rows.length; t++) {
            made[t] = rows[t].clone();
            for (int j = 0; j < rows[t].length; j++) {
                made[t][j] = rows[t][j].v() > 0 ? rows[t][j] : rows[t][j].times(alpha[Math.min(t, alpha.length - 1)][Math.min(j, alpha[0].length - 1)]);
            }
        }
        return made;
    }

    private static Dual[][] cut(List<Dual> all, int columns) {
        List<Dual[]> rows = new ArrayList<>();
        for (int first = 0; first < all.size(); first += columns) {
            rows.add(all.subList(first, first + columns).toArray(Dual[]::new));
        }
        return rows.toArray(Dual[][]::new);
    }

    private static Dual[][] turned(Dual[][] rows, List<?> dims) {
        if (!dims.equals(List.of(2, 1))) {
            return rows;
        }
        Dual[][] turned = new Dual[rows[0].length][rows.length];
        for (int t = 0; t < rows.length; t++) {
            for (int j = 0; j < rows[t].length; j++) {
                turned[j][t] = rows[t][j];
            }
        }
        return turned;
    }

    private static Dual[][] padded(Dual[][] rows, List<?> padding) {
        Dual[] zeros = Collections.nCopies(rows[0].length, Dual.ZERO).toArray(Dual[]::new);
        return Stream.of(Collections.nCopies((Integer) padding.get(0), zeros), List.of(rows), Collections.nCopies((Integer) padding.get(1), zeros))
                .flatMap(List::stream).toArray(Dual[][]::new);
    }
}
