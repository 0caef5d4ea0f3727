package lstm4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import lstm4j.layer.Required;
import lstm4j.layer.RuleException;

/**
 * Curves over a common edge, numbered from a first value on. A value that is not finite, or not above 0 on a logarithmic
 * chart, is a gap. Immutable; every method returns a changed copy.
 *
 * @param title what is seen
 * @param x what the lower edge counts, such as {@code epoch}
 * @param first the number of the first value
 * @param lines the curves
 * @param marks points to look at
 * @param logarithmic whether equal distances are equal factors
 * @param fullWidth whether it takes the whole width of the page
 * @param names what the places along the lower edge are called in the table; empty where their numbers say enough
 */
public record LineChart(String title, String x, double first, List<Line> lines, List<Mark> marks, boolean logarithmic, boolean fullWidth, List<String> names) {
    private static final int LEFT = 46;
    private static final int RIGHT = 12;
    private static final int TOP = 12;
    private static final int BOTTOM = 32;
    private static final int HEIGHT = 216;
    private static final int MOST_POINTS = 720;
    private static final int MOST_ROWS = 120;
    private static final double MOST_FIRST = 1e9;

    /** A curve; a dashed one belongs to the one before it and has its colour. */
    public record Line(String name, double[] values, boolean dashed) {
    }

    /** A point of a curve, and what the title says of it. */
    public record Mark(int line, int index, String text) {
    }

    /** [DATA-35] for a first number that is not finite, or so large that the next is no other. */
    public LineChart {
        if (!(Math.abs(first) <= MOST_FIRST)) {
            throw new RuleException("DATA-35", title, "a first number within a thousand million", String.valueOf(first), "");
        }
        lines = Required.all("lines", lines.toArray(new Line[0]));
        marks = Required.all("marks", marks.toArray(new Mark[0]));
        names = Required.all("names", names.toArray(new String[0]));
    }

    /** A chart without curves. */
    public static LineChart of(String title, String x) {
        return new LineChart(title, x, 1, List.of(), List.of(), false, false, List.of());
    }

    /** Counts from {@code number} instead of 1. */
    public LineChart first(double number) {
        return new LineChart(title, x, number, lines, marks, logarithmic, fullWidth, names);
    }

    /** Adds a curve. */
    public LineChart line(String name, double[] values) {
        return with(new Line(name, values.clone(), false));
    }

    /** Adds a dashed curve of the colour of the one before. */
    public LineChart dashed(String name, double[] values) {
        return with(new Line(name, values.clone(), true));
    }

    private LineChart with(Line line) {
        List<Line> more = new ArrayList<>(lines);
        more.add(line);
        return new LineChart(title, x, first, more, marks, logarithmic, fullWidth, names);
    }

    /** Marks a point: value {@code index}, from 0, of curve {@code line}. */
    public LineChart mark(int line, int index, String text) {
        List<Mark> more = new ArrayList<>(marks);
        more.add(new Mark(line, index, text));
        return new LineChart(title, x, first, lines, more, logarithmic, fullWidth, names);
    }

    /** Equal distances are equal factors. */
    public LineChart log() {
        return new LineChart(title, x, first, lines, marks, true, fullWidth, names);
    }

    /** As wide as the page. */
    public LineChart wide() {
        return new LineChart(title, x, first, lines, marks, logarithmic, true, names);
    }

    /** Calls the places along the lower edge by these names in the table. */
    public LineChart steps(List<String> names) {
        return new LineChart(title, x, first, lines, marks, logarithmic, fullWidth, names);
    }

    /** The chart with its title, names of its curves, and its numbers behind it. */
    public String html() {
        StringBuilder html = new StringBuilder("<figure class=\"chart\"><figcaption>").append(Html.text(title));
        marks.forEach(mark -> html.append(" <span>").append(Html.text(mark.text())).append("</span>"));
        html.append("</figcaption>\n").append(fullWidth ? Html.scroll(title, svg()) : svg());
        if (lines.size() > 1) {
            html.append("<ul class=\"key\">");
            for (int i = 0; i < lines.size(); i++) {
                html.append("<li class=\"s").append(colour(i)).append(lines.get(i).dashed() ? " dash" : "").append("\">")
                        .append(Html.text(lines.get(i).name())).append("</li>");
            }
            html.append("</ul>\n");
        }
        return html.append(table().behind()).append("</figure>\n").toString();
    }

    private int length() {
        return lines.stream().mapToInt(line -> line.values().length).max().orElse(0);
    }

    private int width() {
        return fullWidth ? 900 : 360;
    }

    private int colour(int line) {
        int colour = -1;
        for (int i = 0; i <= line; i++) {
            colour += lines.get(i).dashed() ? 0 : 1;
        }
        return Math.max(0, colour) % 10;
    }

    private String svg() {
        Axis axis = Axis.around(lines.stream().map(Line::values).toList(), logarithmic);
        StringBuilder svg = new StringBuilder();
        svg.append("<svg viewBox=\"0 0 ").append(width()).append(' ').append(HEIGHT).append("\" role=\"img\" aria-label=\"")
                .append(Html.text(description())).append("\">\n");
        for (double tick : axis.ticks()) {
            String y = coordinate(y(axis, tick));
            svg.append("<path class=\"rule\" d=\"M").append(LEFT).append(' ').append(y).append('H').append(width() - RIGHT).append("\"/>")
                    .append("<text class=\"end\" x=\"").append(LEFT - 6).append("\" y=\"").append(y).append("\" dy=\".35em\">")
                    .append(Html.number(tick)).append("</text>\n");
        }
        for (int index : steps()) {
            svg.append("<text class=\"middle\" x=\"").append(coordinate(x(index))).append("\" y=\"").append(HEIGHT - BOTTOM + 14).append("\">")
                    .append(Html.number(first + index)).append("</text>\n");
        }
        svg.append("<text class=\"middle\" x=\"").append((LEFT + width() - RIGHT) / 2).append("\" y=\"").append(HEIGHT - 4).append("\">")
                .append(Html.text(x)).append("</text>\n");
        for (int i = 0; i < lines.size(); i++) {
            svg.append("<path class=\"line s").append(colour(i)).append(lines.get(i).dashed() ? " dash" : "").append("\" d=\"")
                    .append(path(axis, lines.get(i).values())).append("\"/>\n");
        }
        marks.forEach(mark -> svg.append(point(axis, mark)));
        return svg.append("</svg>\n").toString();
    }

    /** Whole numbers along the lower edge, not more than fit. */
    private List<Integer> steps() {
        int length = length();
        List<Integer> steps = new ArrayList<>();
        if (length == 1) {
            return List.of(0);
        }
        List<Double> ticks = new Axis(first, first + Math.max(1, length - 1), false).ticks();
        ticks.stream().filter(tick -> tick == Math.rint(tick)).forEach(tick -> steps.add((int) (tick - first)));
        return steps;
    }

    private double x(int index) {
        int length = length();
        double part = length < 2 ? 0.5 : (double) index / (length - 1);
        return LEFT + part * (width() - LEFT - RIGHT);
    }

    private static double y(Axis axis, double value) {
        return TOP + (1 - axis.place(value)) * (HEIGHT - TOP - BOTTOM);
    }

    /** A move to the first point behind each gap, then lines; a point alone is a line of no length, which round ends make a dot. */
    private String path(Axis axis, double[] values) {
        StringBuilder path = new StringBuilder();
        boolean gap = true;
        for (int index : points(values)) {
            double y = y(axis, values[index]);
            if (Double.isFinite(y)) {
                path.append(gap ? 'M' : 'L').append(coordinate(x(index))).append(' ').append(coordinate(y));
                path.append(gap ? "h0" : "");
            }
            gap = !Double.isFinite(y);
        }
        return path.isEmpty() ? "M0 0" : path.toString();
    }

    /** All points, or of many the least and the greatest of each part. */
    private static List<Integer> points(double[] values) {
        List<Integer> points = new ArrayList<>();
        int parts = Math.min(values.length, MOST_POINTS / 2);
        for (int part = 0; part < parts; part++) {
            int from = (int) ((long) part * values.length / parts);
            int to = (int) ((long) (part + 1) * values.length / parts);
            int least = from;
            int most = from;
            for (int i = from; i < to; i++) {
                least = values[i] < values[least] || Double.isNaN(values[i]) ? i : least;
                most = values[i] > values[most] ? i : most;
            }
            points.add(Math.min(least, most));
            if (least != most) {
                points.add(Math.max(least, most));
            }
        }
        return points;
    }

    private String point(Axis axis, Mark mark) {
        double x = x(mark.index());
        double y = y(axis, lines.get(mark.line()).values()[mark.index()]);
        if (!Double.isFinite(y)) {
            return "";
        }
        return "<circle class=\"mark s" + colour(mark.line()) + "\" cx=\"" + coordinate(x) + "\" cy=\"" + coordinate(y) + "\" r=\"4.5\"/>\n";
    }

    static String coordinate(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** What a curve does, in words: where it begins and ends. */
    private String description() {
        StringBuilder words = new StringBuilder(title + " by " + x + (logarithmic ? ", logarithmic" : ""));
        String separator = ": ";
        for (Line line : lines) {
            if (line.values().length > 0) {
                words.append(separator).append(line.name()).append(" from ").append(Html.number(line.values()[0])).append(" to ")
                        .append(Html.number(line.values()[line.values().length - 1]));
                separator = "; ";
            }
        }
        marks.forEach(mark -> words.append("; ").append(mark.text()));
        return words.toString();
    }

    private HtmlTable table() {
        List<String> header = new ArrayList<>(List.of(x));
        lines.forEach(line -> header.add(line.name()));
        int length = length();
        int every = Math.max(1, (length + MOST_ROWS - 1) / MOST_ROWS);
        List<List<String>> rows = new ArrayList<>();
        for (int index = 0; index < length; index += every) {
            List<String> row = new ArrayList<>(List.of(index < names.size() ? names.get(index) : Html.number(first + index)));
            for (Line line : lines) {
                row.add(index < line.values().length ? Html.number(line.values()[index]) : "");
            }
            rows.add(row);
        }
        return new HtmlTable(title + (every > 1 ? ", every " + every + "th value" : ""), header, rows);
    }
}
