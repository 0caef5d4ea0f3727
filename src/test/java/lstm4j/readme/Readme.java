package lstm4j.readme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page for readers, taken apart: its fenced blocks, and how what it shows is compared with what is printed.
 *
 * @param file where it is
 */
public record Readme(String file) {
    /** The first page. */
    public static final Readme MAIN = new Readme("README.md");
    /** What the first page leaves out. */
    public static final Readme GUIDE = new Readme("spec/guide.md");
    /** All pages whose Java runs. */
    public static final List<Readme> PAGES = List.of(MAIN, GUIDE, new Readme("spec/keras-in-java.md"), new Readme("spec/embed.md"));

    /** A line that stands for any number of lines. */
    public static final String GAP = "[...]";

    /**
     * A fenced block.
     *
     * @param language the word behind the opening fence
     * @param line where it begins, from 1
     * @param text its lines, each ended by a line feed
     */
    public record Block(String language, int line, String text) {
    }

    /** The whole text. */
    public String text() {
        try {
            return Files.readString(Path.of(file)).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the tests run in the folder of README.md", e);
        }
    }

    /** All fenced blocks, in order. */
    public List<Block> blocks() {
        return blocks(text());
    }

    /** The fenced blocks of a part of it. */
    public static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        String language = null;
        StringBuilder body = new StringBuilder();
        List<String> lines = text.lines().toList();
        int began = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (language == null && line.startsWith("```")) {
                language = line.substring(3);
                began = i + 1;
            } else if (line.equals("```")) {
                blocks.add(new Block(language, began, body.toString()));
                language = null;
                body.setLength(0);
            } else if (language != null) {
                body.append(line).append('\n');
            }
        }
        return blocks;
    }

    /** The one fenced block that holds these words. */
    public Block blockWith(String words) {
        List<Block> found = blocks().stream().filter(block -> block.text().contains(words)).toList();
        if (found.size() != 1) {
            throw new AssertionError(file + " has " + found.size() + " blocks with " + words);
        }
        return found.get(0);
    }

    /** The text of a section, from behind its heading to the next one. */
    public String section(String heading) {
        String text = text();
        int start = text.indexOf("\n## " + heading + "\n");
        if (start < 0) {
            throw new AssertionError(file + " has no section " + heading);
        }
        start += heading.length() + 5;
        int end = text.indexOf("\n## ", start);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    /** Whether a text was printed as a block shows it; {@link #GAP} is for lines that are not shown. */
    public static boolean shows(String block, String printed) {
        StringBuilder pattern = new StringBuilder();
        block.lines().forEach(line -> pattern.append(line.equals(GAP) ? "(?s:.*\n)??" : Pattern.quote(line) + "\n"));
        return Pattern.matches(pattern.toString(), printed);
    }

    /** The words of a text, for comparisons that do not care how lines are broken. */
    public static String flat(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
