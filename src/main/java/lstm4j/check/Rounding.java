package lstm4j.check;

/** Moves numbers of a pass at random by as much as roundings of a {@link Precision} may move them, or not at all. */
final class Rounding {
    /** Numbers stay as they are. */
    static final Rounding NONE = new Rounding(null, Precision.FLOAT64, 1);

    private final Noise noise;
    private final Precision p;
    private final double ulps;

    Rounding(Noise noise, Precision p, double ulps) {
        this.noise = noise;
        this.p = p;
        this.ulps = ulps;
    }

    boolean isNone() {
        return noise == null;
    }

    /** Sums of n products and a bias, {@code size} the sums of the magnitudes. */
    void sums(double[] z, int n, double[] size) {
        for (int k = 0; k < z.length; k++) {
            z[k] += noise.next() * p.sum(n, size[k]);
        }
    }

    /** The value of an activation function. */
    double function(double y) {
        return noise == null ? y : y + noise.next() * p.function(y, ulps);
    }

    /** A number that is made of terms of this size and stored. */
    double stored(double y, double size) {
        return noise == null ? y : y + noise.next() * p.stored * size;
    }
}
