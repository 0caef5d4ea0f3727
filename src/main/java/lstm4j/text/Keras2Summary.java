package lstm4j.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

import lstm4j.layer.Architecture;

/**
 * The two older layouts of {@link Summary}: 65 columns, fields that end at columns 29, 55 and 65.
 * Sources: Keras 2.3.1, {@code utils/layer_utils.py}; tf.keras 2.15, {@code utils/layer_utils.py}.
 */
final class Keras2Summary {
    private static final int[] ENDS = {29, 55, 65};
    private static final int WIDTH = ENDS[2];
    private static final List<String> HEADER = List.of("Layer (type)", "Output Shape", "Param #");
    private static final List<String> BREAKS = List.of("),", "},", "],", "',");

    private Keras2Summary() {
    }

    /** Keras 2.3: rules between layers, fields cut where the next begins. */
    static List<String> ruled(Architecture model, String modelName) {
        List<String> lines = new ArrayList<>(List.of("Model: \"" + modelName + "\"", line('_'), cutRow(HEADER), line('=')));
        for (int i = 0; i < model.size(); i++) {
            lines.add(cutRow(fields(model, i)));
            lines.add(line(i == model.size() - 1 ? '=' : '_'));
        }
        footer(lines, model, TextLayout::number);
        return lines;
    }

    /** tf.keras 2.13 to 2.15: a blank line behind each layer, long fields wrapped, sizes in the footer. */
    static List<String> spaced(Architecture model, String modelName) {
        List<String> lines = new ArrayList<>(List.of("Model: \"" + modelName + "\"", line('_')));
        addWrappedRow(lines, HEADER);
        lines.add(line('='));
        for (int i = 0; i < model.size(); i++) {
            addWrappedRow(lines, fields(model, i));
            lines.add(line(' '));
        }
        lines.add(line('='));
        footer(lines, model, count -> count + " (" + SummaryFields.size(SummaryFields.bytes(count), "Byte") + ")");
        return lines;
    }

    private static void footer(List<String> lines, Architecture model, LongFunction<String> count) {
        lines.add("Total params: " + count.apply(model.parameterCount()));
        lines.add("Trainable params: " + count.apply(model.trainableCount()));
        lines.add("Non-trainable params: " + count.apply(model.parameterCount() - model.trainableCount()));
        lines.add(line('_'));
    }

    private static List<String> fields(Architecture model, int i) {
        return List.of(SummaryFields.nameAndType(model.layer(i)), SummaryFields.outputShape(model, i),
                String.valueOf(model.parameterCount(i)));
    }

    private static String line(char character) {
        return String.valueOf(character).repeat(WIDTH);
    }

    private static String cutRow(List<String> fields) {
        String line = "";
        for (int i = 0; i < fields.size(); i++) {
            String before = i == 0 ? "" : line.substring(0, line.length() - 1) + " ";
            line = padded(before + fields.get(i), ENDS[i]);
        }
        return line;
    }

    private static String padded(String text, int width) {
        return text.length() > width ? text.substring(0, width) : text + " ".repeat(width - text.length());
    }

    private static void addWrappedRow(List<String> lines, List<String> fields) {
        List<String> left = new ArrayList<>(fields);
        while (left.stream().anyMatch(field -> !field.isEmpty())) {
            StringBuilder line = new StringBuilder(" ");
            for (int i = 0; i < left.size(); i++) {
                boolean last = i == left.size() - 1;
                String piece = firstPiece(left.get(i), ENDS[i] - (i == 0 ? 0 : ENDS[i - 1]) - (last ? 0 : 3));
                left.set(i, left.get(i).substring(piece.length()));
                line.append(piece).append(last ? "" : "  ");
                line.append(" ".repeat(Math.max(0, ENDS[i] - line.length())));
            }
            lines.add(line.toString());
        }
    }

    /** As much of a field as fits, ending behind the first bracket and comma. */
    private static String firstPiece(String field, int width) {
        String piece = field.substring(0, Math.min(width, field.length()));
        int end = piece.length();
        for (String characters : BREAKS) {
            int found = piece.indexOf(characters);
            end = found < 0 ? end : Math.min(end, found + characters.length());
        }
        return piece.substring(0, end);
    }
}
