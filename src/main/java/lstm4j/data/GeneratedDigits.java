package lstm4j.data;

import lstm4j.data.DigitStyles.Stroke;
import lstm4j.data.DigitStyles.Style;

import java.util.List;

/**
 * Handwritten-looking digits, 28×28, that need no download. Each is drawn with a pen: one of several styles of its digit,
 * every point of the strokes a little off, the whole rotated, slanted, scaled and shifted, the pen thick or thin and its
 * pressure uneven, then scanned with noise. Image i is a function of (seed, i) alone and has the same bits on every JDK,
 * OS and processor. Any ten images from a multiple of ten show each digit once, in random order.
 */
public final class GeneratedDigits {
    private static final int SIZE = 28;
    private static final int TRAIN = 1;
    private static final int TEST = 2;
    private static final int PIECES = 6;    // straight pieces between two points of a stroke

    private GeneratedDigits() {
    }

    /** {@code count} digits with their labels. At least 1, else [DATA-40]. */
    public static LabelledImages of(int count, long seed) {
        return draw(count, seed, TRAIN);
    }

    /** Digits to learn from, equal to {@code of(trainCount, seed)}, and others for the test from another random stream. */
    public static Digits split(int trainCount, int testCount, long seed) {
        return Digits.of(draw(trainCount, seed, TRAIN), draw(testCount, seed, TEST));
    }

    private static LabelledImages draw(int count, long seed, int stream) {
        if (count < 1) {
            throw Message.mistake("DATA-40", "generated digits", "a count of at least 1", String.valueOf(count), "");
        }
        float[][][] images = new float[count][][];
        int[] labels = new int[count];
        int[] order = null;
        for (int i = 0; i < count; i++) {
            if (i % 10 == 0) {
                order = shuffledDigits(SplitMix.of(seed, -stream, i / 10));
            }
            labels[i] = order[i % 10];
            images[i] = image(labels[i], SplitMix.of(seed, stream, i));
        }
        return new LabelledImages(images, labels);
    }

    private static int[] shuffledDigits(SplitMix random) {
        int[] order = new int[10];
        for (int i = 0; i < 10; i++) {
            int j = random.below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static float[][] image(int digit, SplitMix random) {
        List<Style> styles = DigitStyles.of(digit);
        Style style = styles.get(random.below(styles.size()));
        Hand hand = new Hand(random);
        Canvas canvas = new Canvas(SIZE);
        for (Stroke stroke : style.strokes()) {
            write(stroke, hand, canvas, random);
        }
        return canvas.scan(hand.noise, random);
    }

    /** What is the same for all strokes of one image: where and how large it is written, and with which pen. */
    private static final class Hand {
        private final double xx;         // the matrix that rotates, slants and scales the box to pixels
        private final double xy;
        private final double yx;
        private final double yy;
        private final double centerX;    // where the middle of the box lands, in pixels
        private final double centerY;
        private final double shake;      // how far points are off, in units of the box
        private final double pen;        // radius in pixels
        private final double noise;      // standard deviation, full ink is 1

        Hand(SplitMix random) {
            double angle = random.between(-0.20, 0.20);
            double slant = random.between(-0.15, 0.30);
            double width = random.between(0.15, 0.24);
            double height = random.between(0.13, 0.215);
            double cos = StrictMath.cos(angle);
            double sin = StrictMath.sin(angle);
            xx = width * cos;
            xy = -height * (sin + slant * cos);
            yx = width * sin;
            yy = height * (cos - slant * sin);
            pen = random.between(0.7, 1.7);
            centerX = SIZE / 2.0 + random.between(-1, 1) * room(xx, xy, 2.2);
            centerY = SIZE / 2.0 + random.between(-1, 1) * room(yx, yy, 3.5);
            shake = random.between(1, 3);
            noise = random.between(0, 0.1);
        }

        /** How far the box of 70·100 can move along an axis and stay on the sheet, at most {@code most} pixels. */
        private double room(double perX, double perY, double most) {
            double half = 35 * Math.abs(perX) + 50 * Math.abs(perY) + pen;
            return Math.max(0, Math.min(most, SIZE / 2.0 - half));
        }

        double x(double x, double y) {
            return centerX + xx * (x - 35) + xy * (y - 50);
        }

        double y(double x, double y) {
            return centerY + yx * (x - 35) + yy * (y - 50);
        }
    }

    private static void write(Stroke stroke, Hand hand, Canvas canvas, SplitMix random) {
        int points = stroke.x().length;
        double[] x = new double[points];
        double[] y = new double[points];
        double[] radius = new double[points];
        for (int i = 0; i < points; i++) {
            double shakenX = stroke.x()[i] + hand.shake * random.bell();
            double shakenY = stroke.y()[i] + hand.shake * random.bell();
            x[i] = hand.x(shakenX, shakenY);
            y[i] = hand.y(shakenX, shakenY);
            radius[i] = hand.pen * random.between(0.8, 1.15);
        }
        for (int i = 0; i + 1 < points; i++) {
            int before = i == 0 || stroke.corner()[i] ? i : i - 1;
            int after = i + 2 == points || stroke.corner()[i + 1] ? i + 1 : i + 2;
            double fromX = x[i];
            double fromY = y[i];
            double fromRadius = radius[i];
            for (int piece = 1; piece <= PIECES; piece++) {
                double t = piece / (double) PIECES;
                double toX = spline(x[before], x[i], x[i + 1], x[after], t);
                double toY = spline(y[before], y[i], y[i + 1], y[after], t);
                double toRadius = radius[i] + t * (radius[i + 1] - radius[i]);
                canvas.draw(fromX, fromY, fromRadius, toX, toY, toRadius);
                fromX = toX;
                fromY = toY;
                fromRadius = toRadius;
            }
        }
    }

    /** Catmull–Rom: the cubic from b (t = 0) to c (t = 1) whose slopes there are (c − a)/2 and (d − b)/2. */
    private static double spline(double a, double b, double c, double d, double t) {
        double startSlope = (c - a) / 2;
        double endSlope = (d - b) / 2;
        double cubic = 2 * (b - c) + startSlope + endSlope;
        double square = 3 * (c - b) - 2 * startSlope - endSlope;
        return ((cubic * t + square) * t + startSlope) * t + b;
    }
}
