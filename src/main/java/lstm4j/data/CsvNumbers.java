package lstm4j.data;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import lstm4j.keras.bytes.AtomicFile;

/** Some columns of a CSV file as a file of floats, line by line. Errors as {@link CsvSeries}. */
final class CsvNumbers {
    private CsvNumbers() {
    }

    /** Writes them big-endian, row after row, whole or not at all; returns the number of rows. */
    static long write(Path file, Path numbers, String... columns) throws IOException {
        DataFormatException.requireFile(file);
        if (Files.exists(numbers) && Files.isSameFile(file, numbers)) {
            throw DataFormatException.of("DATA-48", file, "another file for the numbers", "the CSV file itself", "it would be replaced");
        }
        long[] lines = new long[1];
        try {
            AtomicFile.write(numbers, out -> lines[0] = copy(file, new DataOutputStream(new BufferedOutputStream(out, 1 << 16)), columns));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return lines[0];
    }

    /** What is wrong with the CSV file is an UncheckedIOException: it is no fault of writing. */
    private static long copy(Path file, DataOutputStream out, String... columns) throws IOException {
        try (CsvReader reader = CsvReader.open(file)) {
            List<String> header = reader.next();
            int[] places = new int[columns.length];
            for (int i = 0; i < places.length; i++) {
                boolean named = header != null && header.stream().noneMatch(field -> CsvSeries.isNumber(field, reader.separator()));
                places[i] = CsvSeries.byName(file, columns[i], named ? header : null);
            }
            long lines = 0;
            for (List<String> record = reader.next(); record != null; record = reader.next()) {
                CsvSeries.requireWidth(file, reader.line(), record, header);
                for (int place : places) {
                    out.writeFloat((float) CsvSeries.number(file, reader, record, place, header));
                }
                lines++;
            }
            if (lines == 0) {
                throw DataFormatException.of("DATA-29", file, "at least one line of data", "only a header", "");
            }
            out.flush();
            return lines;
        } catch (DataFormatException e) {
            throw new UncheckedIOException(e);
        }
    }
}
