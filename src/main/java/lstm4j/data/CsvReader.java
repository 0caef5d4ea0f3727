package lstm4j.data;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a CSV file into records of fields, one record at a time. A field in double quotes may contain separators, line
 * ends and doubled quotes; blanks around a field are dropped. Source: RFC 4180, with the semicolon of European
 * spreadsheets. The text is UTF-8, with or without byte order mark.
 */
final class CsvReader implements Closeable {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int MOST_FIELDS = 10_000;
    private static final int LONGEST_FIELD = 65_536;

    private final Path file;
    private final char separator;
    private final Reader in;
    private final char[] buffer = new char[8192];
    private int position;           // of the next character in the buffer
    private int limit;              // number of characters in the buffer, −1 at the end of the file
    private int line = 1;           // where the reader stands
    private int recordLine;         // where the last record began

    private CsvReader(Path file, char separator, Reader in) {
        this.file = file;
        this.separator = separator;
        this.in = in;
    }

    static CsvReader open(Path file) throws IOException {
        DataFormatException.requireFile(file);
        CsvReader reader = new CsvReader(file, sniff(file), text(file));
        if (reader.peek() == BYTE_ORDER_MARK) {
            reader.position++;
        }
        return reader;
    }

    /** A semicolon if the first line that is not blank has one outside of quotes, else a comma. */
    private static char sniff(Path file) throws IOException {
        try (Reader in = new BufferedReader(text(file))) {
            boolean inQuotes = false;
            boolean blank = true;
            for (int c = in.read(); c >= 0 && (inQuotes || blank || c != '\n' && c != '\r'); c = in.read()) {
                if (c == ';' && !inQuotes) {
                    return ';';
                }
                inQuotes ^= c == '"';
                blank &= Character.isWhitespace(c) || c == BYTE_ORDER_MARK;
            }
            return ',';
        }
    }

    private static Reader text(Path file) throws IOException {
        return new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8);
    }

    char separator() {
        return separator;
    }

    /** The line on which the last record began, from 1. */
    int line() {
        return recordLine;
    }

    /** The fields of the next record that is not a blank line, or null at the end. */
    List<String> next() throws IOException {
        while (peek() >= 0) {
            List<String> record = record();
            if (record.size() > 1 || !record.get(0).isEmpty()) {
                return record;
            }
        }
        return null;
    }

    private List<String> record() throws IOException {
        recordLine = line;
        List<String> fields = new ArrayList<>();
        do {
            if (fields.size() == MOST_FIELDS) {
                throw broken("DATA-31", "at most " + MOST_FIELDS + " fields", "more", "");
            }
            fields.add(peekAfterBlanks() == '"' ? quotedField() : plainField());
        } while (read() == separator);
        return fields;
    }

    private String plainField() throws IOException {
        StringBuilder field = new StringBuilder();
        while (!endsField(peek())) {
            append(field, read());
        }
        return field.toString().strip();
    }

    private String quotedField() throws IOException {
        int began = line;
        StringBuilder field = new StringBuilder();
        read();
        while (true) {
            int c = read();
            if (c < 0) {
                throw broken("DATA-30", "a closing \" for the one of line " + began, "the end of the file", "");
            }
            if (c != '"') {
                append(field, c);
            } else if (peek() == '"') {
                append(field, read());
            } else {
                break;
            }
        }
        int after = peekAfterBlanks();
        if (!endsField(after)) {
            throw broken("DATA-30", "'" + separator + "' or the end of the line after a closing \"",
                    quoted(Character.toString(after)), "inside a quoted field write a quote twice");
        }
        return field.toString().strip();
    }

    private void append(StringBuilder field, int c) throws DataFormatException {
        if (c == 0) {
            throw broken("DATA-30", "text in UTF-8", "a zero byte", "export the table from the spreadsheet as \"CSV UTF-8\"");
        }
        if (field.length() == LONGEST_FIELD) {
            throw broken("DATA-30", "fields of at most " + LONGEST_FIELD + " characters", "a longer one",
                    "is a closing double quote missing");
        }
        field.append((char) c);
    }

    private DataFormatException broken(String rule, String expected, String got, String hint) {
        return DataFormatException.inText(rule, file, "line " + line, expected, got, hint);
    }

    private boolean endsField(int c) {
        return c < 0 || c == separator || c == '\n' || c == '\r';
    }

    private int peekAfterBlanks() throws IOException {
        while (peek() == ' ' || peek() == '\t') {
            read();
        }
        return peek();
    }

    /** The next character, which stays next, or −1 at the end. */
    private int peek() throws IOException {
        if (position == limit) {
            limit = in.read(buffer);
            position = 0;
        }
        return limit < 0 ? -1 : buffer[position];
    }

    /** The next character; a carriage return, alone or with its line feed, comes as a line feed. */
    private int read() throws IOException {
        int c = peek();
        position++;
        if (c == '\r') {
            if (peek() == '\n') {
                position++;
            }
            c = '\n';
        }
        if (c == '\n') {
            line++;
        }
        return c;
    }

    /** A field as messages show it: in quotes, short, without control characters. */
    static String quoted(String field) {
        return "\"" + shortened(field) + "\"";
    }

    static String shortened(String field) {
        String visible = field.replaceAll("\\p{Cntrl}", "·");
        return visible.length() <= 40 ? visible : visible.substring(0, 39) + "…";
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
