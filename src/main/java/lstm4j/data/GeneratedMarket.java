package lstm4j.data;

import java.util.List;

/**
 * A made-up market, day by day: the closing price, the volume, and an index of demand that leads the price by a day. A hidden
 * demand s keeps 0.7 of itself from day to day; the price changes by 0.6 of the demand of the day before, and by chance of
 * 0.8 (both one standard deviation). So 36 % of the variance of a change can be known the day before, and no more. Only + − × ÷:
 * the same bits on every machine.
 */
public final class GeneratedMarket {
    private static final int STREAM = 5;

    private GeneratedMarket() {
    }

    /** So many days, at least 1, else [DATA-40]; the columns are close, volume and demand. */
    public static CsvTable days(int days, long seed) {
        if (days < 1) {
            throw Message.mistake("DATA-40", "generated market", "at least 1 day", String.valueOf(days), "");
        }
        double[][] columns = new double[3][days];
        double close = 500;
        double demand = 50;
        double hidden = 0;
        for (int day = 0; day < days; day++) {
            SplitMix random = SplitMix.of(seed, STREAM, day);
            double change = 0.6 * hidden + 0.8 * random.bell();
            close += change;
            hidden = 0.7 * hidden + 0.714 * random.bell();
            demand += hidden + 0.2 * random.bell();
            columns[0][day] = close;
            columns[1][day] = 1000 + 200 * Math.abs(change) + 50 * random.bell();
            columns[2][day] = demand;
        }
        return new CsvTable(List.of("close", "volume", "demand"), columns);
    }
}
