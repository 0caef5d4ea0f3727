package lstm4j.report;

import java.util.ArrayList;
import java.util.List;

/** A whole HTML document: a headline, figures to begin with, and sections that its list of contents leads to. */
public final class HtmlPage {
    private final String title;
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder tiles = new StringBuilder();
    private final List<String> titles = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private String lead = "";

    /** An empty page. */
    public HtmlPage(String title) {
        this.title = title;
    }

    /** Says below the headline what this is. Returns this. */
    public HtmlPage lead(String text) {
        lead = text;
        return this;
    }

    /** Lets a browser load the page again every so many seconds: for one that is rewritten. Returns this. */
    public HtmlPage refresh(int seconds) {
        head.append("<meta http-equiv=\"refresh\" content=\"").append(seconds).append("\">\n");
        return this;
    }

    /** Adds a figure to begin with: {@code 99.5 %}, {@code of 2,000 digits right}. Returns this. */
    public HtmlPage tile(String figure, String meaning) {
        tiles.append("<div><dt>").append(Html.text(meaning)).append("</dt><dd").append(figure.length() > 12 ? " class=\"long\">" : ">").append(Html.text(figure)).append("</dd></div>\n");
        return this;
    }

    /** Adds a section of HTML. Returns this. */
    public HtmlPage section(String title, String... html) {
        titles.add(title);
        bodies.add(String.join("", html));
        return this;
    }

    /** The document. */
    public String html() {
        StringBuilder html = new StringBuilder();
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>").append(Html.text(title)).append("</title>\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n").append(head)
                .append("<link rel=\"icon\" href=\"data:,\">\n<style>\n").append(Style.CSS).append("</style>\n</head>\n<body>\n<header>\n<h1>")
                .append(Html.text(title)).append("</h1>\n").append(lead.isEmpty() ? "" : "<p class=\"lead\">" + Html.text(lead) + "</p>\n")
                .append(tiles.isEmpty() ? "" : "<dl class=\"tiles\">\n" + tiles + "</dl>\n").append("</header>\n");
        html.append("<nav aria-label=\"Contents\"><ul>\n");
        for (int i = 0; i < titles.size(); i++) {
            html.append("<li><a href=\"#part-").append(i + 1).append("\">").append(Html.text(titles.get(i))).append("</a></li>\n");
        }
        html.append("</ul></nav>\n<main>\n");
        for (int i = 0; i < titles.size(); i++) {
            html.append("<section id=\"part-").append(i + 1).append("\">\n<h2>").append(Html.text(titles.get(i))).append("</h2>\n")
                    .append(bodies.get(i)).append("</section>\n");
        }
        return html.append("</main>\n<footer><p>Made by lstm4j. This file loads nothing and runs no script.</p></footer>\n</body>\n</html>\n").toString();
    }
}
