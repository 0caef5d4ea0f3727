package lstm4j.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.layer.RuleException;

/**
 * Writes the logs of each epoch as a line of a CSV file, by Keras's form: a header {@code epoch} and the sorted names,
 * epochs from 0, lines that end in CR LF, every double in the fewest digits that read back as the same. Without
 * validation Keras adds a column {@code val_…} of {@code NA} for every name; so does this. Names and their columns are
 * those of the first epoch.
 *
 * <p>The file is emptied when training begins, unless it is to be appended to; it is complete on disk after each epoch,
 * and not held open in between. Trouble with it ends the training with {@link UncheckedIOException}, which names the file.
 * Source: Keras 3, {@code callbacks/csv_logger.py}.
 */
public final class CSVLogger extends Callback implements Resumable {
    private final Path file;
    private String separator = ",";
    private boolean append;

    private List<String> names; // null until the first epoch
    private long before; // bytes of the file that are of earlier trainings
    private final List<String> lines = new ArrayList<>(); // of this one

    /** Writes to {@code file}, replacing what is in it. */
    public CSVLogger(Path file) {
        this.file = file;
    }

    /** What stands between two columns; one character that is no quote and no end of line, else [FIT-10]. Returns this. */
    public CSVLogger separator(String separator) {
        if (separator.length() != 1 || "\"\r\n".contains(separator)) {
            throw new RuleException("FIT-10", "CSVLogger", "a separator of one character", '"' + separator + '"', "");
        }
        this.separator = separator;
        return this;
    }

    /** Goes on after what is in the file, and writes a header only if that is nothing. Returns this. */
    public CSVLogger append() {
        append = true;
        return this;
    }

    @Override
    public void onTrainBegin(Training training) {
        names = null;
        lines.clear();
        write("", append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
        before = size();
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs, Training training) {
        StringBuilder text = new StringBuilder();
        if (names == null) {
            names = columns(logs);
            if (size() == 0) {
                text.append("epoch").append(line(names));
            }
        }
        text.append(epoch).append(line(names.stream()
                .map(name -> logs.contains(name) ? PythonNumbers.repr(logs.get(name)) : "NA").collect(Collectors.toList())));
        lines.add(text.toString());
        write(text, StandardOpenOption.APPEND);
    }

    @Override
    public Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("names", names);
        state.put("before", before);
        state.put("lines", List.copyOf(lines));
        return state;
    }

    /** Cuts the file back to these lines; where it is on another machine, they are written anew. */
    @Override
    public void restore(Map<String, Object> state) {
        names = state.get("names") == null ? null : ((List<?>) state.get("names")).stream().map(String.class::cast).collect(Collectors.toList());
        before = Math.min((Long) state.get("before"), size());
        lines.clear();
        ((List<?>) state.get("lines")).forEach(line -> lines.add((String) line));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(before);
        } catch (IOException e) {
            throw failure(e);
        }
        write(String.join("", lines), StandardOpenOption.APPEND);
    }

    private static List<String> columns(Logs logs) {
        List<String> columns = new ArrayList<>(logs.names());
        Collections.sort(columns);
        if (columns.stream().noneMatch(name -> name.startsWith("val_"))) {
            columns.addAll(columns.stream().map(name -> "val_" + name).collect(Collectors.toList()));
        }
        return columns;
    }

    private String line(List<String> cells) {
        return cells.stream().map(cell -> separator + quoted(cell)).collect(Collectors.joining()) + "\r\n";
    }

    private String quoted(String cell) {
        boolean special = cell.contains(separator) || cell.contains("\"") || cell.contains("\r") || cell.contains("\n");
        return special ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    private long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void write(CharSequence text, StandardOpenOption how) {
        try {
            Files.write(file, text.toString().getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private UncheckedIOException failure(IOException e) {
        return new UncheckedIOException("CSVLogger cannot write " + file + ": " + e.getMessage(), e);
    }
}
