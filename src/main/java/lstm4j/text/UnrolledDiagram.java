package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Recurrent;
import lstm4j.layer.Shape;

/**
 * Draws one recurrent layer at its time steps: x_1 … x_T above, the layer once for each step with h and c handed on between
 * the steps, below the outputs that leave it.
 *
 * <pre>
 *         x_1          x_2                 x_28
 *          │            │                   │
 *          ▼            ▼                   ▼
 *   0 ─→ [LSTM] ─h,c─→ [LSTM] ─ ... ─h,c─→ [LSTM]
 *          │            │                   │
 *          ▼            ▼                   ▼
 *         h_1          h_2                 h_28
 * </pre>
 */
final class UnrolledDiagram {
    private final String cell;  // [LSTM]
    private final String state; // h,c
    private final StringBuilder cells = new StringBuilder();
    private final StringBuilder inputs = new StringBuilder();
    private final StringBuilder outputs = new StringBuilder();
    private final StringBuilder inputArrows = new StringBuilder();
    private final StringBuilder outputArrows = new StringBuilder();

    private UnrolledDiagram(Recurrent<?> layer) {
        cell = "[" + layer.type() + "]";
        state = String.join(",", layer.stateNames());
    }

    /** The lines of the picture of a layer that reads {@code timesteps} steps of {@code features} numbers. */
    static List<String> lines(Recurrent<?> layer, int timesteps, int features, String receiver) {
        UnrolledDiagram diagram = new UnrolledDiagram(layer);
        diagram.draw(layer, timesteps);
        boolean one = timesteps == 1;
        String in = TextLayout.count(features, "F", "number") + (one ? "" : " each");
        String out = TextLayout.count(layer.units(), "U", "number") + (one || !layer.returnsSequences() ? ", " : " each, ");
        List<String> lines = new ArrayList<>();
        int width = diagram.cells.length() + 3;
        lines.add(diagram.withNote(diagram.inputs, width, in));
        lines.add(diagram.inputArrows.toString());
        lines.add(diagram.inputArrows.toString().replace('│', '▼'));
        lines.add(diagram.withNote(diagram.cells, width, one ? "" : "one layer, the same weights"));
        lines.add(diagram.outputArrows.toString());
        lines.add(diagram.outputArrows.toString().replace('│', '▼'));
        String last = diagram.withNote(diagram.outputs, width, out + receiver);
        boolean fits = last.length() <= TextLayout.WIDTH;
        lines.add(fits ? last : diagram.withNote(diagram.outputs, width, out));
        lines.addAll(fits ? List.of() : List.of(" ".repeat(width) + receiver));
        return lines;
    }

    private void draw(Recurrent<?> layer, int timesteps) {
        cells.append("  " + (layer.isStateful() ? state : "0") + " ─→ ");
        int drawn = timesteps == Shape.ANY || timesteps > 3 ? 3 : timesteps;
        for (int i = 1; i <= drawn; i++) {
            boolean last = i == drawn;
            boolean gap = last && timesteps != drawn;
            cells.append(i == 1 ? "" : gap ? handOn() + "..." + handOn() : handOn());
            String step = last ? TextLayout.size(timesteps, "T") : String.valueOf(i);
            String read = layer.goesBackwards() ? mirrored(i, last, timesteps) : step;
            step(read, step, last || layer.returnsSequences());
        }
    }

    private String handOn() {
        return " ─" + state + "─→ ";
    }

    /** The number of the step that is read as number i when the layer goes backwards. */
    private static String mirrored(int i, boolean last, int timesteps) {
        if (last) {
            return "1";
        }
        if (timesteps == Shape.ANY) {
            return i == 1 ? "T" : "T-" + (i - 1);
        }
        return String.valueOf(timesteps - i + 1);
    }

    private void step(String read, String made, boolean leaves) {
        int middle = cells.length() + cell.length() / 2 - 1;
        cells.append(cell);
        put(inputs, middle - 1, "x_" + read);
        put(inputArrows, middle, "│");
        if (leaves) {
            put(outputs, middle - 1, "h_" + made);
            put(outputArrows, middle, "│");
        }
    }

    private static void put(StringBuilder line, int column, String text) {
        line.append(" ".repeat(column - line.length())).append(text);
    }

    private String withNote(StringBuilder line, int width, String note) {
        return (line + " ".repeat(Math.max(1, width - line.length())) + note).stripTrailing();
    }
}
