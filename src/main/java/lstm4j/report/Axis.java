package lstm4j.report;

import java.util.ArrayList;
import java.util.List;

/** The numbers along an edge of a chart, and where they stand: 0 at its beginning, 1 at its end. */
record Axis(double low, double high, boolean logarithmic) {
    private static final int TICKS = 5;
    private static final double MOST = 1e300; // what is farther from 0, or nearer, stands here: ticks are sums and quotients
    private static final double LEAST = 1e-300;
    private static final double SAME = 1e-12; // nearer numbers are one: their ticks could not be told from each other

    /** From the least to the greatest finite number, farther apart where they are one. Logarithmic only above 0. */
    static Axis around(List<double[]> series, boolean logarithmic) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] values : series) {
            for (double value : values) {
                if (Double.isFinite(value) && (!logarithmic || value > 0)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        if (low > high) {
            return new Axis(0, 1, false);
        }
        low = within(low, logarithmic);
        high = within(high, logarithmic);
        double size = Math.max(Math.abs(low), Math.abs(high));
        if (high - low <= Math.max(LEAST, SAME * size)) {
            double room = size < LEAST ? 1 : size / 2;
            return new Axis(low - room, high + room, false);
        }
        return new Axis(low, high, logarithmic);
    }

    private static double within(double value, boolean logarithmic) {
        return Math.max(logarithmic ? LEAST : -MOST, Math.min(MOST, value));
    }

    double place(double value) {
        return logarithmic ? (log(value) - log(low)) / (log(high) - log(low)) : (value - low) / (high - low);
    }

    private static double log(double value) {
        return value > 0 ? StrictMath.log(value) : Double.NaN;
    }

    /** Round numbers within the axis: 1, 2 or 5 times a power of ten apart, or on a logarithmic axis themselves of that kind. */
    List<Double> ticks() {
        if (logarithmic) {
            List<Double> all = powers(new int[] {1, 2, 5});
            List<Double> few = all.size() > TICKS + 2 ? powers(new int[] {1}) : all;
            return few.size() < 2 ? List.of(low, high) : thinned(few);
        }
        double step = step((high - low) / TICKS);
        List<Double> ticks = new ArrayList<>();
        for (double k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
            ticks.add(k == 0 ? 0 : k * step);
        }
        return ticks;
    }

    private List<Double> powers(int[] digits) {
        List<Double> ticks = new ArrayList<>();
        for (double power = power(low); power <= high; power *= 10) {
            for (int digit : digits) {
                if (digit * power >= low && digit * power <= high) {
                    ticks.add(digit * power);
                }
            }
        }
        return ticks;
    }

    private static List<Double> thinned(List<Double> ticks) {
        int every = (ticks.size() + TICKS) / (TICKS + 1);
        return every < 2 ? ticks : ticks.stream().filter(tick -> ticks.indexOf(tick) % every == 0).toList();
    }

    /** The largest power of ten that is not above a positive number. */
    private static double power(double value) {
        double power = 1;
        while (power > value) {
            power /= 10;
        }
        while (power * 10 <= Math.min(value, Double.MAX_VALUE)) {
            power *= 10;
        }
        return power;
    }

    private static double step(double least) {
        double power = power(least);
        return least <= power ? power : least <= 2 * power ? 2 * power : least <= 5 * power ? 5 * power : 10 * power;
    }
}
