package lstm4j.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Links of the site: from Markdown to pages, and whether each leads somewhere. */
final class SiteLinks {
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("\\bid=\"([^\"]*)\"");

    private SiteLinks() {
    }

    /** Where a link of a Markdown file leads on the site: to a page with another ending, of a folder to its README. */
    static String moved(String link) {
        return link.matches("[a-z]+:.*") ? link : link.replaceFirst("\\.md(#|$)", ".html$1").replaceFirst("/$", "/README.html");
    }

    /** Links of the site's pages that lead nowhere, each with its page; those into {@code except} are not followed. */
    static List<String> dead(Path site, List<String> pages, String except) throws IOException {
        List<String> dead = new ArrayList<>();
        Map<Path, Set<String>> anchors = new HashMap<>();
        for (String page : pages) {
            for (String link : found(LINK, Files.readString(site.resolve(page)))) {
                if (!leadsSomewhere(site, page, link, except, anchors)) {
                    dead.add(page + " -> " + link);
                }
            }
        }
        return dead;
    }

    private static boolean leadsSomewhere(Path site, String page, String link, String except, Map<Path, Set<String>> anchors) throws IOException {
        if (link.startsWith("data:")) {
            return true;
        }
        if (link.matches("[a-z]+:.*")) {
            return link.startsWith("https://"); // nothing is loaded from there; a reader may go there
        }
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty() ? site.resolve(page) : site.resolve(page).resolveSibling(parts[0]).normalize();
        if (!except.isEmpty() && file.startsWith(site.resolve(except))) {
            return true;
        }
        return Files.isRegularFile(file) && (parts.length == 1 || anchors(file, anchors).contains(parts[1]));
    }

    private static Set<String> anchors(Path file, Map<Path, Set<String>> known) throws IOException {
        if (!known.containsKey(file)) {
            known.put(file, found(ID, Files.readString(file)));
        }
        return known.get(file);
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new HashSet<>();
        pattern.matcher(text).results().forEach(match -> found.add(match.group(1).replace("&amp;", "&")));
        return found;
    }
}
