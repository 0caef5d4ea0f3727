package lstm4j.data;

/**
 * A square sheet for one image: the pen draws straight pieces with round ends and a width that may change along the way;
 * edges are anti-aliased over one pixel. Only + − × ÷ and sqrt, so the same on every machine.
 */
final class Canvas {
    private final int size;
    private final double[][] ink;    // [size][size], 0 to 1

    Canvas(int size) {
        this.size = size;
        this.ink = new double[size][size];
    }

    /** Draws from (x0, y0) to (x1, y1), in pixels, with the pen's radius going from r0 to r1. */
    void draw(double x0, double y0, double r0, double x1, double y1, double r1) {
        double reach = Math.max(r0, r1) + 0.5;
        int top = clamp(Math.min(y0, y1) - reach);
        int bottom = clamp(Math.max(y0, y1) + reach + 1);
        int left = clamp(Math.min(x0, x1) - reach);
        int right = clamp(Math.max(x0, x1) + reach + 1);
        double dx = x1 - x0;
        double dy = y1 - y0;
        double perLength = 1 / Math.max(dx * dx + dy * dy, 1e-12);
        for (int row = top; row < bottom; row++) {
            double[] line = ink[row];
            double py = row + 0.5 - y0;
            for (int column = left; column < right; column++) {
                double px = column + 0.5 - x0;
                double along = Math.max(0, Math.min(1, (px * dx + py * dy) * perLength));
                double ex = px - along * dx;
                double ey = py - along * dy;
                double reached = r0 + along * (r1 - r0) + 0.5 - Math.sqrt(ex * ex + ey * ey);
                line[column] = Math.max(line[column], Math.min(1, reached));
            }
        }
    }

    /** The sheet with noise of this standard deviation, in 256 shades from 0 to 1 as a scanner gives them. */
    float[][] scan(double noise, SplitMix random) {
        float[][] pixels = new float[size][size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                double value = ink[row][column] + noise * random.bell();
                pixels[row][column] = (int) (255 * Math.max(0, Math.min(1, value)) + 0.5) / 255f;
            }
        }
        return pixels;
    }

    private int clamp(double pixel) {
        return Math.max(0, Math.min(size, (int) pixel));
    }
}
