package lstm4j.report;

import java.util.List;

/**
 * A table whose first column names its rows.
 *
 * @param caption what it is a table of
 * @param header names of the columns
 * @param rows as many cells each as the header
 */
public record HtmlTable(String caption, List<String> header, List<List<String>> rows) {
    /** The table; a wide one can be moved sideways. */
    public String html() {
        return html("<table>");
    }

    /** The table, its cells broken like text instead of numbers in line. */
    public String prose() {
        return html("<table class=\"prose\">");
    }

    private String html(String begin) {
        StringBuilder html = new StringBuilder(begin).append("<caption>").append(Html.text(caption)).append("</caption>\n<thead><tr>");
        header.forEach(name -> html.append("<th scope=\"col\">").append(Html.text(name)).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            html.append("<tr><th scope=\"row\">").append(Html.text(row.get(0))).append("</th>");
            row.stream().skip(1).forEach(cell -> html.append("<td>").append(Html.text(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        return Html.scroll(caption, html.append("</tbody></table>").toString());
    }

    /** The table behind a picture: closed until somebody wants to know. */
    String behind() {
        return Html.details("The numbers", html());
    }
}
