package lstm4j.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** What real Keras did: the tables that {@code src/test/resources/lstm4j/train/generate.py} wrote. */
public final class Measured {
    private Measured() {
    }

    /** The lines of a table, split into fields. */
    public static Stream<String[]> lines(String table) {
        try (InputStream in = Measured.class.getResourceAsStream(table)) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return text.lines().filter(line -> !line.startsWith("#")).map(line -> line.split("\t", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Numbers apart by blanks, in Python's repr. */
    public static double[] numbers(String field) {
        return Arrays.stream(field.split(" ")).mapToDouble(Measured::number).toArray();
    }

    public static double number(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** A JSON string of ASCII characters. */
    public static String text(String json) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < json.length() - 1; i++) {
            char c = json.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            c = json.charAt(++i);
            switch (c) {
                case 'u' -> {
                    text.append((char) Integer.parseInt(json.substring(i + 1, i + 5), 16));
                    i += 4;
                }
                case 'b' -> text.append('\b');
                case 'r' -> text.append('\r');
                case 'n' -> text.append('\n');
                default -> text.append(c);
            }
        }
        return text.toString();
    }
}
