package lstm4j.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The course of a training as charts: loss and every metric with that of the validation, learning rate, time an epoch. It
 * reads columns as {@code History.asMap()} and the files of {@code CSVLogger} have them, by name: {@code val_loss} goes
 * with {@code loss}, {@code learning_rate} (or {@code lr}) and {@code seconds} stand alone.
 */
public final class Curves {
    /** The columns for the learning rate and for the seconds that an epoch took. */
    static final String RATE = "learning_rate";
    static final String SECONDS = "seconds";
    private static final double LOGARITHMIC_FROM = 30; // times between least and greatest

    private Curves() {
    }

    /** The charts; {@code first} is the number of the first epoch, usually 1. */
    public static String html(Map<String, List<Double>> columns, int first) {
        List<String> charts = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        columns.keySet().stream().filter(name -> name.endsWith("loss")).forEach(name -> names.add(base(name)));
        columns.keySet().forEach(name -> names.add(base(name)));
        for (String name : names) {
            charts.add(chart(name, columns, first).html());
        }
        return charts.isEmpty() ? Html.paragraph("No epoch has ended yet.") : Html.grid(charts);
    }

    private static String base(String name) {
        return name.startsWith("val_") ? name.substring("val_".length()) : name;
    }

    private static LineChart chart(String name, Map<String, List<Double>> columns, int first) {
        double[] training = values(columns.get(name));
        double[] validation = values(columns.get("val_" + name));
        LineChart chart = LineChart.of(title(name), "epoch").first(first);
        chart = training.length > 0 ? chart.line("training", training) : chart;
        chart = validation.length > 0 ? chart.dashed("validation", validation) : chart;
        chart = isWide(training, validation) && !isLarger(name) ? chart.log() : chart;
        if (name.equals(RATE) || name.equals("lr") || name.equals(SECONDS)) {
            return chart;
        }
        double[] watched = validation.length > 0 ? validation : training;
        int best = best(watched, isLarger(name));
        return best < 0 ? chart : chart.mark(chart.lines().size() - 1, best,
                String.format(Locale.ROOT, "best %s in epoch %d", Html.number(watched[best]), first + best));
    }

    private static String title(String name) {
        String words = name.equals("lr") ? RATE : name;
        words = words.equals(SECONDS) ? "seconds an epoch" : words.replace('_', ' ');
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** Of metrics only accuracies are better when they are larger. */
    private static boolean isLarger(String name) {
        return name.contains("acc");
    }

    private static double[] values(List<Double> column) {
        return column == null ? new double[0] : column.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static boolean isWide(double[]... series) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (double[] values : series) {
            for (double value : values) {
                least = Double.isNaN(value) ? least : Math.min(least, value);
                most = Double.isFinite(value) ? Math.max(most, value) : most;
            }
        }
        return least > 0 && most > LOGARITHMIC_FROM * least;
    }

    private static int best(double[] values, boolean larger) {
        int best = -1;
        for (int i = 0; i < values.length; i++) {
            boolean better = best < 0 || (larger ? values[i] > values[best] : values[i] < values[best]);
            best = Double.isFinite(values[i]) && better ? i : best;
        }
        return best;
    }
}
