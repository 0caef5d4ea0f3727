package lstm4j.data;

import java.util.ArrayList;
import java.util.List;

/**
 * How people write the ten digits: several styles for each, every style a few pen strokes through points in a box that is
 * 70 wide and 100 high (x to the right, y down). The pen runs smoothly through the points, and turns sharply at a point
 * marked {@code !}. Strokes are separated by {@code /}. Drawn by hand for this project.
 */
final class DigitStyles {
    private static final String[][] DRAWN = {
        {   // 0: an oval, one that leans and does not quite close, a small circle
            "38,2 14,14 4,50 14,86 36,98 58,86 66,50 56,13 38,2",
            "48,4 24,8 8,40 10,76 28,97 52,90 64,60 62,24 46,4 32,7",
            "35,14 12,23 4,50 12,77 35,86 58,77 66,50 58,23 35,14",
        },
        {   // 1: a bare stroke, one with a flag, one with flag and foot
            "36,2 35,50 34,98",
            "14,26 27,16 37,3! 36,50 36,98",
            "16,24 27,15 36,3! 36,50 36,98 / 12,98 36,97 60,98",
        },
        {   // 2: a sharp foot, a looped foot, an angular one
            "8,26 18,7 42,2 60,16 57,38 36,66 6,96! 34,94 66,97",
            "10,26 26,4 50,5 60,26 46,58 20,92 7,92 12,79 30,83 48,96 66,88",
            "8,14 34,3 58,12 52,42 28,70 4,96! 36,97 66,92",
        },
        {   // 3: two bowls, a flat top, bowls joined by a small loop
            "8,14 28,2 54,8 56,30 28,46! 56,54 64,78 42,98 6,88",
            "8,5 34,5 60,5! 45,23 28,43! 56,52 64,76 42,98 8,90",
            "10,12 34,2 56,14 48,38 24,48 30,53 42,46 62,66 56,90 32,98 6,90",
        },
        {   // 4: open on top, closed, open and round
            "16,4 12,30 6,58! 36,57 66,55 / 50,12 48,54 46,98",
            "48,98 49,50 50,2! 26,34 4,66! 36,67 68,65",
            "12,6 8,38 22,56 52,50 / 58,4 54,48 50,98",
        },
        {   // 5: in one go, with the hat put on last, a round one
            "60,4 40,4 18,4! 15,24 12,45! 36,38 60,52 62,78 40,98 6,90",
            "18,6 16,26 14,46! 40,42 62,60 56,88 30,98 6,88 / 18,6 42,6 66,3",
            "62,8 36,4 16,18 22,40 50,54 60,76 40,97 8,88",
        },
        {   // 6: a wide hook, a straight back, a tall one with a small bowl
            "56,4 26,22 8,60 18,92 44,97 60,78 48,58 24,62 10,76",
            "46,2 26,34 10,74 26,98 54,90 58,68 38,56 12,74",
            "40,2 18,30 8,70 24,96 46,92 50,74 32,66 10,80",
        },
        {   // 7: plain, with a bar, with a flag, with a curved stem
            "6,6 34,6 62,6! 46,50 30,98",
            "6,6 34,6 62,6! 44,50 26,98 / 16,53 36,51 58,48",
            "8,24 7,15 8,6! 36,7 62,8! 46,46 36,98",
            "4,10 30,9 62,5! 40,40 32,98",
        },
        {   // 8: in one S-shaped go, two rings, a slim one that crosses itself
            "58,16 36,2 12,16 20,38 50,58 60,80 36,98 10,82 20,60 48,42 58,16",
            "35,2 15,12 15,34 35,46 55,34 55,12 35,2 / 35,46 9,60 9,86 35,98 61,86 61,60 35,46",
            "50,8 28,4 18,22 36,44 52,68 42,94 22,92 18,70 36,46 54,24 48,6",
        },
        {   // 9: a straight stem, a hooked stem, a leaning stem
            "58,20 38,2 10,14 8,40 32,52 56,36 59,12! 58,54 56,98",
            "60,24 40,3 12,14 10,40 32,52 56,40 62,16! 62,58 48,92 14,95",
            "58,12 30,4 8,26 20,48 46,44 60,12! 50,54 34,98",
        },
    };

    private static final List<List<Style>> STYLES = parseAll();

    private DigitStyles() {
    }

    /** One way of writing a digit: its strokes, in the order of writing. */
    record Style(List<Stroke> strokes) {
    }

    /** A movement of the pen without lifting it: points x[i], y[i], and whether the pen turns sharply there. */
    record Stroke(double[] x, double[] y, boolean[] corner) {
    }

    /** All styles of a digit. */
    static List<Style> of(int digit) {
        return STYLES.get(digit);
    }

    private static List<List<Style>> parseAll() {
        List<List<Style>> all = new ArrayList<>();
        for (String[] digit : DRAWN) {
            List<Style> styles = new ArrayList<>();
            for (String style : digit) {
                styles.add(parse(style));
            }
            all.add(List.copyOf(styles));
        }
        return List.copyOf(all);
    }

    private static Style parse(String style) {
        List<Stroke> strokes = new ArrayList<>();
        for (String stroke : style.split(" / ")) {
            String[] points = stroke.split(" ");
            double[] x = new double[points.length];
            double[] y = new double[points.length];
            boolean[] corner = new boolean[points.length];
            for (int i = 0; i < points.length; i++) {
                corner[i] = points[i].endsWith("!");
                String[] xy = points[i].replace("!", "").split(",");
                x[i] = Integer.parseInt(xy[0]);
                y[i] = Integer.parseInt(xy[1]);
            }
            strokes.add(new Stroke(x, y, corner));
        }
        return new Style(List.copyOf(strokes));
    }
}
