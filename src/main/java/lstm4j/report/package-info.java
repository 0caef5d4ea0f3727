/**
 * Reports to look at: one HTML file with its pictures and its style inside, that loads nothing and runs no script. The pieces
 * ({@link lstm4j.report.LineChart}, {@link lstm4j.report.HeatMap}, {@link lstm4j.report.Histogram}, {@link lstm4j.report.HtmlTable},
 * {@link lstm4j.report.Confusion}) take plain arrays and give HTML as a string; {@link lstm4j.report.HtmlPage} puts them together.
 * Each picture has its words and its numbers beside it, for those who cannot see it.
 */
package lstm4j.report;
