package lstm4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import lstm4j.check.Place;
import lstm4j.check.Verdict;
import lstm4j.report.HeatMap;
import lstm4j.report.Html;
import lstm4j.report.HtmlPage;
import lstm4j.report.HtmlTable;
import lstm4j.report.LineChart;

/** A verdict as a page to look at: what it says, the first wrong place, errors over time and unit, every array. */
final class CheckReport {
    /** Errors below a hundredth of the bound look alike. */
    private static final double LEAST = 0.01;
    private static final double MOST = 1e12;
    private static final int MOST_MAPS = 12;

    private final Verdict verdict;

    CheckReport(Verdict verdict) {
        this.verdict = verdict;
    }

    String html() {
        String headline = verdict.toString().lines().findFirst().orElse("");
        long numbers = verdict.arrays().stream().mapToLong(Verdict.Array::numbers).sum();
        long wrong = verdict.arrays().stream().mapToLong(Verdict.Array::wrong).sum();
        HtmlPage page = new HtmlPage("Is it right?").lead(headline + ".").tile(verdict.isCorrect() ? "right" : "not right", "the verdict")
                .tile(String.format(Locale.ROOT, "%,d", numbers), "numbers judged").tile(String.format(Locale.ROOT, "%,d", wrong), "beyond what rounding explains")
                .tile(Html.number(verdict.worst()), "largest error, 1 is what rounding explains");
        if (verdict.first() != null) {
            page.section("The first wrong number", place(verdict.first()));
        }
        if (verdict.kind() == Verdict.Kind.WRONG) {
            page.section("Most likely", evidence());
        }
        page.section("Errors over time", chart(), maps());
        page.section("Every array", arrays());
        if (!verdict.notes().isEmpty()) {
            page.section("Notes", verdict.notes().stream().map(Html::paragraph).toArray(String[]::new));
        }
        return page.html();
    }

    private static String place(Place place) {
        return new HtmlTable("By layer, then step, then stage", List.of("what", "where"), List.of(
                List.of("array", place.array()), List.of("stage", place.stage()), List.of("sample", String.valueOf(place.sample())),
                List.of("step, in the order of processing", String.valueOf(place.step())), List.of("unit", String.valueOf(place.unit())),
                List.of("got", String.valueOf(place.actual())), List.of("should be", String.valueOf(place.expected())),
                List.of("error in units of what rounding explains", Html.number(place.ratio())))).html();
    }

    private String evidence() {
        if (verdict.evidence().isEmpty()) {
            return Html.paragraph("No declared mistake explains these numbers.");
        }
        StringBuilder html = new StringBuilder();
        for (int n = 0; n < verdict.evidence().size(); n++) {
            verdict.evidence().get(n).lines().map(String::strip).map(Html::paragraph).forEach(html::append);
            html.append(n < verdict.evidence().size() - 1 ? Html.paragraph("Or, which these arrays cannot tell apart:") : "");
        }
        return html.toString();
    }

    /** The worst unit of each step, a curve for each array that has steps. */
    private String chart() {
        LineChart chart = LineChart.of("Largest error of each step, in units of what rounding explains", "step").first(0).log().wide();
        boolean any = false;
        for (Verdict.Array array : overTime()) {
            chart = chart.line(array.name(), worstOfSteps(array.ratios()));
            any = true;
        }
        return any ? chart.html() : Html.paragraph("None of the arrays has several steps.");
    }

    private List<Verdict.Array> overTime() {
        return verdict.arrays().stream().filter(array -> array.ratios()[0].length > 1 && !array.name().matches(".*(kernel|bias|embeddings)")).limit(10).toList();
    }

    private static double[] worstOfSteps(float[][] ratios) {
        double[] worst = new double[ratios[0].length];
        for (float[] unit : ratios) {
            for (int s = 0; s < worst.length; s++) {
                worst[s] = Math.min(MOST, Math.max(worst[s], Math.max(unit[s], LEAST)));
            }
        }
        return worst;
    }

    private String maps() {
        List<String> maps = new ArrayList<>(List.of(Html.paragraph("Below, red is beyond what rounding explains and blue is within: powers of ten of the error in those units.")));
        verdict.arrays().stream().sorted((a, b) -> Double.compare(b.worst(), a.worst())).limit(MOST_MAPS).map(CheckReport::map).forEach(maps::add);
        return String.join("", maps);
    }

    private static String map(Verdict.Array array) {
        float[][] powers = new float[array.ratios().length][array.ratios()[0].length];
        for (int u = 0; u < powers.length; u++) {
            for (int s = 0; s < powers[u].length; s++) {
                powers[u][s] = (float) StrictMath.log10(Math.min(MOST, Math.max(LEAST, array.ratios()[u][s])));
            }
        }
        boolean weights = array.name().matches(".*(kernel|bias|embeddings)");
        return HeatMap.signed(array.name() + (weights ? "" : ", sample " + array.sample()), powers, weights ? "column" : "unit", weights ? "row" : "step").html();
    }

    private String arrays() {
        List<List<String>> rows = verdict.arrays().stream().map(array -> List.of(array.name(), String.format(Locale.ROOT, "%,d", array.numbers()),
                String.format(Locale.ROOT, "%,d", array.wrong()), Html.number(array.worst()))).toList();
        return new HtmlTable("What was given, and how right it is", List.of("array", "numbers", "wrong", "largest error"), rows).html();
    }
}
