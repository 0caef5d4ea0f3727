package lstm4j.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import lstm4j.layer.ActivationFunction;

/**
 * exp, tanh and the logistic function with the operations of {@code lstm4j.engine.Elementary}, which explains them, in one
 * pass; only 2^n is made from its bits instead. Spec: chapter 8.
 */
final class VectorFunctions {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    static final int LANES = DOUBLES.length();
    private static final double FAR = 110;
    private static final double LOG2_E = 0x1.71547652b82fep0;
    private static final double LN2_HIGH = 0x1.62e42fefa38p-1;
    private static final double LN2_LOW = 0x1.ef35793c7673p-45;

    /** Adding it rounds a small double to an integer n, and the sum's lowest bits are those of n + 1023, the exponent of 2^n. */
    private static final double ROUND = 0x1.8p52 + 1023;

    private VectorFunctions() {
    }

    /**
     * t[j] = f(t[j]) for j &lt; m, and for as many more as fill the last vector. One method without calls of our own, as the
     * JIT compiler makes objects of vectors that go from one to another. Comparisons leave NaN alone, and min and max take
     * six times as long.
     */
    static void apply(ActivationFunction f, double[] t, int m) {
        double scale = f == ActivationFunction.TANH ? 2 : f == ActivationFunction.SIGMOID ? -1 : 1;
        for (int j = 0; j < m; j += LANES) {
            DoubleVector v = DoubleVector.fromArray(DOUBLES, t, j).mul(scale);
            v = v.blend(FAR, v.compare(VectorOperators.GT, FAR));
            v = v.blend(-FAR, v.compare(VectorOperators.LT, -FAR));
            DoubleVector sum = v.mul(LOG2_E).add(ROUND);
            DoubleVector power = sum.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles(); // 2^n
            DoubleVector n = sum.sub(ROUND);
            DoubleVector r = v.sub(n.mul(LN2_HIGH)).sub(n.mul(LN2_LOW));
            DoubleVector r2 = r.mul(r);
            DoubleVector even = r2.mul(0x1.28ad72d3fa16fp-22).add(0x1.a0199a0c5affdp-16)
                    .mul(r2).add(0x1.6c16c1842a18fp-10).mul(r2).add(0x1.555555555087cp-5).mul(r2).add(0x1.000000000000ap-1);
            DoubleVector odd = r2.mul(0x1.ad7f6655530e7p-26).add(0x1.71df255761396p-19)
                    .mul(r2).add(0x1.a01a012a559b1p-13).mul(r2).add(0x1.1111111127beap-7).mul(r2).add(0x1.55555555554fap-3);
            DoubleVector q = r.mul(r.mul(even.add(r.mul(odd))).add(1)); // e^r − 1
            DoubleVector y;
            if (f == ActivationFunction.EXPONENTIAL) {
                y = power.add(power.mul(q));
            } else {
                DoubleVector e = power.mul(q).sub(DoubleVector.broadcast(DOUBLES, 1).sub(power));
                if (f == ActivationFunction.TANH) {
                    y = e.div(e.add(2));
                } else {
                    DoubleVector sign = e.sub(0x1p-25).abs().sub(e.add(0x1p-25).abs());
                    y = DoubleVector.broadcast(DOUBLES, 1).sub(sign.mul(0x1p-28)).div(e.add(2));
                }
            }
            y.intoArray(t, j);
        }
    }
}
