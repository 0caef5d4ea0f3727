package lstm4j.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import lstm4j.layer.LSTM;
import lstm4j.layer.Shape;
import lstm4j.layer.Weight;
import lstm4j.testing.Rule;
import lstm4j.train.Adagrad;
import lstm4j.train.Adam;
import lstm4j.train.AdamW;
import lstm4j.train.Nadam;
import lstm4j.train.Optimizer;
import lstm4j.train.RMSprop;
import lstm4j.train.SGD;
import lstm4j.train.OptimizerState;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The loops that C2 turns into SIMD give the bits of their twins below, which take one number at a time. */
@Rule("OPT-10")
class UpdateLoopsProperties {
    private static final int STEPS = 12;

    @Provide
    Arbitrary<Optimizer> optimizers() {
        return Arbitraries.of(new SGD(), new SGD().momentum(0.9), new SGD().momentum(0.7).nesterov(),
                new RMSprop(), new RMSprop().momentum(0.9), new RMSprop().centered(), new RMSprop().momentum(0.3).centered(),
                new Adam(), new Adam().amsgrad(), new AdamW().amsgrad(), new Nadam(), new Nadam().weightDecay(0.1), new Adagrad(), new Adagrad().epsilonOutside(),
                new RMSprop().epsilonOutside(), new RMSprop().epsilonOutside().centered().momentum(0.5), new SGD().momentum(0.5).weightDecay(0.25), new SGD().clipvalue(0.5), new SGD().clipnorm(0.5), new SGD().globalClipnorm(2));
    }

    /** Tries are so many, and rows so long, that the loops are compiled and vectorised long before the end. */
    @Property(tries = 600)
    void aStepOnRowsEqualsAStepOnSingleNumbers(@ForAll("optimizers") Optimizer optimizer, @ForAll @IntRange(min = 1, max = 700) int size,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<Weight> weights = List.of(weight(size));
        OptimizerRun state = new OptimizerRun(optimizer, weights);
        float[][][] w = {{numbers(random, size)}};
        Twin twin = new Twin(optimizer, w[0][0].clone());
        for (int step = 0; step < STEPS; step++) {
            float[] g = numbers(random, size);
            twin.step(g.clone());
            state.apply(w, new float[][][] {{g}});
            assertArrayEquals(bits(twin.w), bits(w[0][0]));
        }
        List<OptimizerState.Slot> slots = state.slots();
        for (int k = 0; k < slots.size(); k++) {
            assertArrayEquals(bits(twin.slots(k)), bits(slots.get(k).values()[0]));
        }
    }

    private static Weight weight(int size) {
        Weight bias = LSTM.of(1, 1, 1).weights(Shape.of(Shape.ANY, 1, 1)).get(2);
        return new Weight("bias", 1, size, true, bias.initializer(), bias.regularizer(), false);
    }

    /** Of all sizes, now and then special. */
    private static float[] numbers(Random random, int size) {
        float[] special = {0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE, Float.MAX_VALUE};
        boolean tame = random.nextInt(4) > 0; // one NaN makes every clipped norm NaN
        float[] numbers = new float[size];
        for (int j = 0; j < size; j++) {
            numbers[j] = !tame && random.nextInt(50) == 0 ? special[random.nextInt(special.length)]
                    : (float) (random.nextGaussian() * Math.pow(10, random.nextInt(6) - 4));
        }
        return numbers;
    }

    private static int[] bits(float[] numbers) {
        int[] bits = new int[numbers.length];
        Arrays.setAll(bits, j -> Float.floatToIntBits(numbers[j])); // one NaN is as good as another
        return bits;
    }

    /** The same step, from the last number to the first, every operation by itself. */
    private static final class Twin {
        private final Optimizer optimizer;
        private final float[] w;
        private final float[][] slot;
        private int t;

        Twin(Optimizer optimizer, float[] w) {
            this.optimizer = optimizer;
            this.w = w;
            this.slot = new float[3][w.length];
            for (float[] one : slot) {
                Arrays.fill(one, (float) optimizer.slotStart());
            }
        }

        float[] slots(int k) {
            return slot[k];
        }

        void step(float[] g) {
            t++;
            clip(g);
            for (int j = w.length - 1; j >= 0; j--) {
                float decay = w[j] * (float) optimizer.weightDecay();
                w[j] = optimizer.weightDecay() == 0 ? w[j] : w[j] - decay * (float) optimizer.schedule().at(0);
                if (optimizer instanceof SGD sgd) {
                    sgd(sgd, j, g[j]);
                } else if (optimizer instanceof RMSprop rmsprop) {
                    rmsprop(rmsprop, j, g[j]);
                } else if (optimizer instanceof Adagrad adagrad) {
                    adagrad(adagrad, j, g[j]);
                } else if (optimizer instanceof Nadam nadam) {
                    nadam(nadam, j, g[j]);
                } else {
                    adam((Adam) optimizer, j, g[j]);
                }
            }
        }

        private void clip(float[] g) {
            double squares = 0;
            for (float x : g) {
                squares += (double) x * x;
            }
            float c = (float) optimizer.clipLimit();
            double norm = Math.sqrt(squares);
            for (int j = g.length - 1; j >= 0; j--) {
                switch (optimizer.clip()) {
                    case VALUE -> g[j] = g[j] > c ? c : g[j] < -c ? -c : g[j];
                    case NORM -> {
                        float product = g[j] * c;
                        g[j] = product / ((float) norm > c || norm != norm ? (float) norm : c);
                    }
                    case GLOBAL_NORM -> g[j] = g[j] * (norm - norm != 0 ? Float.NaN : (float) (norm > c ? c / norm : 1));
                    default -> {
                    }
                }
            }
        }

        private void sgd(SGD sgd, int j, float g) {
            float rate = (float) sgd.schedule().at(0);
            float m = (float) sgd.momentum();
            float descent = g * rate;
            if (m == 0) {
                w[j] = w[j] - descent;
                return;
            }
            float kept = slot[0][j] * m;
            slot[0][j] = kept - descent;
            float ahead = slot[0][j] * m;
            w[j] = w[j] + (sgd.isNesterov() ? ahead - descent : slot[0][j]);
        }

        private void rmsprop(RMSprop o, int j, float g) {
            float rest = (float) (1 - o.rho());
            float rho = (float) o.rho();
            float square = g * g;
            float added = rest * square;
            float kept = rho * slot[0][j];
            slot[0][j] = kept + added;
            float variance = slot[0][j];
            int momentumSlot = o.momentum() > 0 ? 1 : 0;
            if (o.isCentered()) {
                int k = momentumSlot + 1;
                float keptMean = rho * slot[k][j];
                float addedMean = rest * g;
                slot[k][j] = keptMean + addedMean;
                float mean = slot[k][j] * slot[k][j];
                variance = variance - mean;
            }
            float root = root(variance, (float) o.epsilon());
            float rise = (float) o.schedule().at(0) * g;
            float increment = rise / root;
            if (o.momentum() > 0) {
                float keptMomentum = (float) o.momentum() * slot[1][j];
                slot[1][j] = keptMomentum + increment;
                increment = slot[1][j];
            }
            w[j] = w[j] - increment;
        }

        private float root(float square, float epsilon) {
            return optimizer.isEpsilonOutside() ? (float) Math.sqrt(square) + epsilon : (float) Math.sqrt(square + epsilon);
        }

        private void adagrad(Adagrad o, int j, float g) {
            float square = g * g;
            slot[0][j] = slot[0][j] + square;
            float rise = (float) o.schedule().at(0) * g;
            w[j] = w[j] - rise / root(slot[0][j], (float) o.epsilon());
        }

        private void nadam(Nadam o, int j, float g) {
            float toMean = g - slot[0][j];
            float change = toMean * (float) (1 - o.beta1());
            slot[0][j] = slot[0][j] + change;
            float square = g * g;
            float toSquare = square - slot[1][j];
            float changeSquare = toSquare * (float) (1 - o.beta2());
            slot[1][j] = slot[1][j] + changeSquare;
            double product = 1;
            double u = 0;
            for (int k = 1; k <= t; k++) {
                u = u(o, k);
                product = product * u;
            }
            double next = u(o, t + 1);
            float fromMean = slot[0][j] * (float) (next / (1 - product * next));
            float fromGradient = g * (float) ((1 - u) / (1 - product));
            float ahead = fromMean + fromGradient;
            float corrected = slot[1][j] / (float) (1 - Powers.of(o.beta2(), t));
            float divisor = (float) Math.sqrt(corrected) + (float) o.epsilon();
            float step = ahead * (float) o.schedule().at(0);
            w[j] = w[j] - step / divisor;
        }

        private static double u(Nadam o, int t) {
            return o.beta1() * (1 - 0.5 * Powers.of(0.96, t));
        }

        private void adam(Adam o, int j, float g) {
            double numerator = (float) o.schedule().at(0) * Math.sqrt(1 - StrictMath.pow(o.beta2(), t));
            float alpha = (float) (numerator / (1 - StrictMath.pow(o.beta1(), t)));
            float toMean = g - slot[0][j];
            float change = toMean * (float) (1 - o.beta1());
            slot[0][j] = slot[0][j] + change;
            float square = g * g;
            float toSquare = square - slot[1][j];
            float changeSquare = toSquare * (float) (1 - o.beta2());
            slot[1][j] = slot[1][j] + changeSquare;
            float v = slot[1][j];
            if (o.isAmsgrad()) {
                slot[2][j] = v != v || slot[2][j] != slot[2][j] ? Float.NaN : Math.max(slot[2][j], v);
                v = slot[2][j];
            }
            float root = (float) Math.sqrt(v);
            float divisor = root + (float) o.epsilon();
            float step = slot[0][j] * alpha;
            w[j] = w[j] - step / divisor;
        }
    }
}
