package lstm4j.report;

import java.util.Locale;
import java.util.Objects;

/** Text and numbers as HTML. */
public final class Html {
    private Html() {
    }

    /** Text in which nothing is markup, for between tags and for quoted attributes; what HTML does not allow becomes U+FFFD. */
    public static String text(String plain) {
        StringBuilder html = new StringBuilder();
        plain.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
            }
        });
        return html.toString();
    }

    private static boolean isAllowed(int c) {
        boolean control = c < 0x20 ? c != '\n' && c != '\t' : c >= 0x7F && c < 0xA0;
        boolean noncharacter = (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
        return !control && !noncharacter && (c < 0xD800 || c > 0xDFFF);
    }

    /** A paragraph of plain text. */
    public static String paragraph(String plain) {
        return "<p>" + text(plain) + "</p>\n";
    }

    /** Text in letters of one width, its lines as they are. Wide ones can be moved sideways. */
    public static String preformatted(String label, String plain) {
        return scroll(label, "<pre>" + text(plain) + "</pre>");
    }

    /** Things side by side, as many as there is room for. */
    public static String grid(Iterable<String> items) {
        return "<div class=\"grid\">\n" + String.join("", Objects.requireNonNull(items, "items")) + "</div>\n";
    }

    /** What opens at a click; on paper it is there only if it was open. */
    public static String details(String summary, String html) {
        return "<details><summary>" + text(summary) + "</summary>\n" + html + "</details>\n";
    }

    /** What may be wider than the page: it moves within a frame that the keyboard reaches too. */
    static String scroll(String label, String html) {
        return "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"" + text(label) + "\">" + html + "</div>\n";
    }

    /** A number in at most four significant digits, or all of a whole number. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
        }
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e9) {
            return String.valueOf((long) value);
        }
        String text = String.format(Locale.ROOT, size >= 1e-4 && size < 1e6 ? "%." + decimals(size) + "f" : "%.2e", value);
        return text.contains("e") ? text : text.replaceFirst("\\.?0+$", "");
    }

    /** So many that four digits count. */
    private static int decimals(double size) {
        int decimals = 3;
        for (double limit = 1; size < limit; limit /= 10) {
            decimals++;
        }
        for (double limit = 10; size >= limit && decimals > 0; limit *= 10) {
            decimals--;
        }
        return Math.max(1, decimals);
    }
}
