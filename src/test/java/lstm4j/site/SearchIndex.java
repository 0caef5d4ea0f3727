package lstm4j.site;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be searched for: every section of every page and every rule, as an array of a script. */
final class SearchIndex {
    private static final Pattern PART = Pattern.compile("<(?:h[1-6]|p) id=\"([^\"]+)\">");

    private final List<String> entries = new ArrayList<>();

    /** Adds a page: its parts begin where something can be linked to. */
    void add(SitePage page, String body) {
        Matcher part = PART.matcher(body);
        int begin = 0;
        String anchor = "";
        while (part.find()) {
            add(page, anchor, body.substring(begin, part.start()));
            begin = part.start();
            anchor = part.group(1);
        }
        add(page, anchor, body.substring(begin));
    }

    private void add(SitePage page, String anchor, String html) {
        String heading = html.startsWith("<h") ? plain(html.substring(0, html.indexOf("</h"))) : anchor;
        String text = plain(html);
        if (!text.isEmpty()) {
            entries.add("[" + quoted(page.target() + (anchor.isEmpty() ? "" : "#" + anchor)) + "," + quoted(page.title().replace("`", "")) + "," + quoted(heading)
                    + "," + quoted(text) + "]");
        }
    }

    private static String plain(String html) {
        return html.replaceAll("</?sub>|</?code>|</?em>|</?strong>|</?a\\b[^>]*>", "").replaceAll("<[^>]*>", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'")
                .replace("&amp;", "&").replaceAll("\\s+", " ").strip();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("<", "\\u003c") + '"';
    }

    /** The script: a list of [address, page, heading, text]. */
    String script() {
        return "const PARTS = [\n" + String.join(",\n", entries) + "\n];\n";
    }
}
