package lstm4j.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A page of the site: a Markdown file of the project, which keeps its place, with another ending.
 *
 * @param group under which it is listed
 * @param source the Markdown file
 */
record SitePage(String group, String source) {
    private static final String BEGIN = "Begin";
    private static final String SPECIFICATION = "Specification";
    private static final String RESULTS = "Results and data";
    /** Where the Javadoc of the exported packages is. */
    static final String API = "api/index.html";

    /** All pages, in the order of the list of contents: every chapter is one. */
    static List<SitePage> all() {
        List<SitePage> pages = new ArrayList<>();
        for (String file : List.of("README.md", "spec/guide.md", "spec/keras-in-java.md", "spec/embed.md", "spec/check-your-port.md", "spec/conformance-pack.md", "spec/cluster.md")) {
            if (Files.exists(Path.of(file))) {
                pages.add(new SitePage(BEGIN, file));
            }
        }
        pages.add(new SitePage(SPECIFICATION, "spec/README.md"));
        pages.add(new SitePage(SPECIFICATION, "spec/textbook.md"));
        chapters().forEach(file -> pages.add(new SitePage(SPECIFICATION, file)));
        pages.add(new SitePage(SPECIFICATION, "spec/KERAS.md"));
        pages.add(new SitePage(SPECIFICATION, "spec/INDEX.md"));
        for (String file : List.of("src/bench/RESULTS.md", "src/spark/SCALING.md", "testdata/README.md", "testdata/pack/README.md", "src/changes/CHANGES.md")) {
            pages.add(new SitePage(RESULTS, file));
        }
        return pages;
    }

    private static List<String> chapters() {
        try (Stream<Path> files = Files.list(Path.of("spec"))) {
            return files.map(file -> "spec/" + file.getFileName()).filter(file -> file.matches("spec/[0-9].*\\.md")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the site is made in the folder of README.md", e);
        }
    }

    String markdown() {
        try {
            return Files.readString(Path.of(source)).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its first heading. */
    String title() {
        return source.equals("README.md") ? "Overview" : markdown().lines().filter(line -> line.startsWith("# ")).findFirst().orElse("# " + source).substring(2);
    }

    /** Where it is on the site. */
    String target() {
        return source.replaceAll("\\.md$", ".html");
    }

    /** From a page of the site to its root: {@code ../}, as often as needed. */
    static String root(String target) {
        return "../".repeat((int) target.chars().filter(c -> c == '/').count());
    }
}
