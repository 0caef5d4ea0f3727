package lstm4j.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.spi.ToolProvider;

import lstm4j.report.Html;
import lstm4j.report.Valid;

/**
 * The documentation as linked pages with a search, to be read without a network: {@code mvn -q -Psite test} writes it to
 * {@code target/site}, the Javadoc of the exported packages beside it, and fails on a link that leads nowhere or a page that is not valid HTML.
 */
public final class Site {
    private static final String SEARCH = "search.html";
    private static final String INDEX = "search-index.js";
    private static final List<String> FILES = List.of("site.css", "search.js"); // beside this class
    private static final List<String> COPIED = List.of("spec/bits.py", "spec/bits.txt", "testdata/schema.json");

    private final Path folder;
    private final List<SitePage> pages = SitePage.all();
    private final Map<String, String> rules = new TreeMap<>();

    Site(Path folder) {
        this.folder = folder;
        pages.stream().filter(page -> page.source().startsWith("spec/")).forEach(page -> SiteMarkdown.definedIn(page.markdown())
                .forEach(rule -> rules.put(rule, page.target())));
    }

    /** Writes the site to the folder given. */
    public static void main(String[] args) throws IOException {
        Site site = new Site(Path.of(args[0]));
        site.write();
        for (String target : site.targets()) {
            Valid.require(Files.readString(site.folder.resolve(target)));
        }
        site.javadoc();
        List<String> dead = SiteLinks.dead(site.folder, site.targets(), "");
        if (!dead.isEmpty()) {
            throw new AssertionError("links that lead nowhere:\n" + String.join("\n", dead));
        }
        System.out.println("Wrote " + site.targets().size() + " pages: open " + site.folder.resolve("index.html"));
    }

    /** Writes the site without its Javadoc; gives its pages. */
    public static List<Path> write(Path folder) throws IOException {
        Site site = new Site(folder);
        site.write();
        return site.targets().stream().map(folder::resolve).toList();
    }

    private void javadoc() {
        ToolProvider javadoc = ToolProvider.findFirst("javadoc").orElseThrow();
        if (javadoc.run(System.out, System.err, "-d", folder.resolve("api").toString(), "-quiet", "-notimestamp", "-Xdoclint:all,-missing",
                "--module-source-path", "lstm4j=src/main/java", "--module", "lstm4j") != 0) {
            throw new AssertionError("the Javadoc could not be made");
        }
    }

    /** All pages of it, the Javadoc left aside. */
    List<String> targets() {
        List<String> targets = new ArrayList<>(List.of("index.html", SEARCH));
        pages.forEach(page -> targets.add(page.target()));
        return targets;
    }

    void write() throws IOException {
        SearchIndex index = new SearchIndex();
        for (SitePage page : pages) {
            String body = new SiteMarkdown(rules, page.target()).html(page.markdown());
            index.add(page, body);
            write(page.target(), document(page.target(), page.title(), "<article>\n" + body + "</article>\n"));
        }
        write("index.html", document("index.html", "lstm4j", welcome()));
        write(SEARCH, document(SEARCH, "Search", resource("search.html")));
        write(INDEX, index.script());
        for (String file : FILES) {
            write(file, resource(file));
        }
        for (String file : COPIED) {
            Files.copy(Path.of(file), made(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path made(String target) throws IOException {
        Path file = folder.resolve(target);
        Files.createDirectories(file.getParent());
        return file;
    }

    private void write(String target, String text) throws IOException {
        Files.writeString(made(target), text);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Site.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Map<String, List<SitePage>> groups() {
        Map<String, List<SitePage>> groups = new LinkedHashMap<>();
        pages.forEach(page -> groups.computeIfAbsent(page.group(), name -> new ArrayList<>()).add(page));
        return groups;
    }

    private String welcome() {
        StringBuilder html = new StringBuilder("<h1>lstm4j</h1>\n<p class=\"lead\">Keras-style LSTM models in pure Java: what it computes, rule by rule, how it is "
                + "used, and what was measured. All pages are here; none needs a network.</p>\n<div class=\"cards\">\n");
        groups().forEach((group, listed) -> {
            html.append("<section><h2>").append(group).append("</h2>\n<ul>\n");
            listed.forEach(page -> html.append("<li><a href=\"").append(page.target()).append("\">").append(Html.text(page.title().replace("`", ""))).append("</a></li>\n"));
            html.append("</ul></section>\n");
        });
        return html.append("<section><h2>Reference</h2>\n<ul>\n<li><a href=\"" + SitePage.API + "\">Javadoc of the exported packages</a></li>\n"
                + "<li><a href=\"" + SEARCH + "\">Search</a></li>\n</ul></section>\n</div>\n").toString();
    }

    private String document(String target, String title, String main) {
        String root = SitePage.root(target);
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + Html.text(title.replace("`", ""))
                + (title.equals("lstm4j") ? "" : " – lstm4j") + "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"" + root
                + "site.css\">\n</head>\n<body>\n<header>\n<a class=\"name\" href=\"" + root
                + "index.html\">lstm4j</a>\n<a class=\"pages\" href=\"#pages\">Pages</a>\n<form role=\"search\" action=\"" + root + SEARCH + "\"><label>Search <input type=\"search\" name=\"q\"></label></form>\n"
                + "</header>\n<div class=\"page\">\n<main>\n" + main + "</main>\n<nav id=\"pages\" aria-label=\"Pages\">\n" + contents(target, root)
                + "</nav>\n</div>\n</body>\n</html>\n";
    }

    private String contents(String target, String root) {
        StringBuilder html = new StringBuilder();
        groups().forEach((group, listed) -> {
            html.append("<p>").append(group).append("</p>\n<ul>\n");
            listed.forEach(page -> html.append("<li><a href=\"").append(root).append(page.target()).append('"').append(page.target().equals(target)
                    ? " aria-current=\"page\">" : ">").append(Html.text(page.title().replace("`", ""))).append("</a></li>\n"));
            html.append("</ul>\n");
        });
        return html.append("<p>Reference</p>\n<ul>\n<li><a href=\"").append(root).append(SitePage.API).append("\">Javadoc</a></li>\n</ul>\n").toString();
    }
}
