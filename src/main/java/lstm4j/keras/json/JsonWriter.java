package lstm4j.keras.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;

/**
 * Writes plain Java values as JSON in the manner of Python's {@code json.dumps}: {@code ", "} and {@code ": "} between
 * parts, everything beyond ASCII escaped. The text depends on the values alone, not on the JDK: numbers have the fewest
 * digits that give the same number back.
 */
public final class JsonWriter {
    private final StringBuilder out = new StringBuilder();

    private JsonWriter() {
    }

    /** The text of maps (string keys), lists, strings, numbers, booleans and null, nested in any way. */
    public static String write(Object value) {
        JsonWriter writer = new JsonWriter();
        writer.value(value);
        return writer.out.toString();
    }

    private void value(Object value) {
        if (value instanceof Map<?, ?> members) {
            String separator = "{";
            for (Map.Entry<?, ?> member : members.entrySet()) {
                out.append(separator);
                string((String) member.getKey());
                out.append(": ");
                value(member.getValue());
                separator = ", ";
            }
            out.append(members.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> elements) {
            String separator = "[";
            for (Object element : elements) {
                out.append(separator);
                value(element);
                separator = ", ";
            }
            out.append(elements.isEmpty() ? "[]" : "]");
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof Float || value instanceof Double) {
            out.append(shortest((Number) value));
        } else {
            out.append(value); // Integer, Long, BigDecimal, Boolean, null
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int which = "\"\\\b\f\n\r\t".indexOf(c);
            if (which >= 0) {
                out.append('\\').append("\"\\bfnrt".charAt(which));
            } else if (c >= ' ' && c < 127) {
                out.append(c);
            } else {
                out.append("\\u").append(Character.forDigit(c >> 12, 16)).append(Character.forDigit(c >> 8 & 15, 16))
                        .append(Character.forDigit(c >> 4 & 15, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        out.append('"');
    }

    /**
     * The fewest decimal digits that round to the same float (or double). Float.toString would not do: before JDK 19 it
     * gives a digit too many for some numbers.
     */
    private static String shortest(Number number) {
        double value = number.doubleValue();
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }
        if (value == 0) {
            return 1 / value > 0 ? "0.0" : "-0.0";
        }
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1;; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits));
            String text = rounded.toString();
            boolean same = number instanceof Float ? Float.parseFloat(text) == (float) value : Double.parseDouble(text) == value;
            if (same) {
                return pythonic(rounded.stripTrailingZeros());
            }
        }
    }

    /** Plain digits with a point for ordinary sizes, an exponent for the rest. */
    private static String pythonic(BigDecimal number) {
        int magnitude = number.precision() - number.scale();
        if (magnitude > 16 || magnitude < -3) {
            return number.toString().replace("E+", "e+").replace("E-", "e-");
        }
        String plain = number.toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
}
