package lstm4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

class PiecesTest {
    @Test
    void aPageOfAllPiecesIsValidHtml() {
        HtmlPage page = new HtmlPage("A & B <c>").lead("\"all\" of it").refresh(5).tile("99 %", "right");
        page.section("Lines", LineChart.of("Loss", "epoch").line("training", new double[] {3, 1, 0.1}).dashed("validation", new double[] {3, 2})
                .mark(1, 1, "best").log().html(), LineChart.of("Wide", "step").wide().line("x", new double[2000]).html());
        page.section("Maps", HeatMap.signed("c", new float[][] {{1, -2}, {Float.NaN, 0}}, "unit", "step").html());
        page.section("Bars", new Histogram("kernel_i", new float[][] {{1, -2, Float.NaN}}).html());
        page.section("Tables", new HtmlTable("t", List.of("a", "b"), List.of(List.of("1", "<2>"))).html(),
                new Confusion(new int[][] {{9, 1}, {0, 0}}, List.of("cat", "dog")).html(), Findings.html(List.of("a < b")));
        Valid.require(page.html());
    }

    @Test
    void numbersHaveFourDigits() {
        assertEquals("0", Html.number(0));
        assertEquals("1.235", Html.number(1.23456));
        assertEquals("0.01235", Html.number(0.0123456));
        assertEquals("123.5", Html.number(123.456));
        assertEquals("1.23e-07", Html.number(1.23456e-7));
        assertEquals("100000", Html.number(100000));
        assertEquals("NaN", Html.number(Double.NaN));
        assertEquals("0.1", Html.number(0.1));
        assertEquals("12345.7", Html.number(12345.67));
    }

    @Test
    void whatHtmlDoesNotAllowIsReplaced() {
        assertEquals("a\uFFFDb\uFFFD&amp;", Html.text("a\u0000b\uD800&"));
    }

    @Test
    void ticksAreRoundNumbers() {
        assertEquals(List.of(0.0, 2.0, 4.0, 6.0, 8.0, 10.0), new Axis(0, 10, false).ticks());
        assertEquals(List.of(0.1, 1.0, 10.0), new Axis(0.05, 20, true).ticks().stream().filter(t -> t == 0.1 || t == 1 || t == 10).toList());
        assertTrue(new Axis(1, 1e12, true).ticks().size() < 8);
    }

    @Test
    void numbersNextToEachOtherAndAtTheEndsOfWhatThereIsHaveFewTicks() {
        double[][] series = {{0.5, Math.nextUp(0.5)}, {-Double.MAX_VALUE, Double.MAX_VALUE}, {Double.MAX_VALUE}, {0, Double.MIN_VALUE}, {1e300, Math.nextUp(1e300)}, {Double.NaN}};
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (double[] values : series) {
                for (boolean logarithmic : new boolean[] {false, true}) {
                    List<Double> ticks = Axis.around(List.of(values), logarithmic).ticks();
                    assertTrue(ticks.size() > 1 && ticks.size() < 12, () -> values[0] + ": " + ticks);
                    assertTrue(ticks.stream().allMatch(Double::isFinite));
                }
            }
        });
    }
}
