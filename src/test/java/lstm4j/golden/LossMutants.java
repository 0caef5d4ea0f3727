package lstm4j.golden;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import lstm4j.layer.Architecture;
import lstm4j.testing.Budget;
import lstm4j.train.Loss;

/** Faulty losses of Keras's own outputs. */
final class LossMutants {
    private LossMutants() {
    }

    /** All but those that probabilities alone cannot tell, because they are computed from the logits. */
    static Stream<Golden> tests() {
        return Golden.of("gradients").filter(test -> !test.flagged("CROSSENTROPY_CLIP") && !test.flagged("OTHER_HEAD"));
    }

    static boolean fails(Golden test, LossFault fault) {
        Architecture model = GoldenModel.architecture(test);
        Map<String, Object> inputs = test.part("inputs");
        Loss loss = GoldenModel.loss(test.part("loss"));
        int K = model.outputShape().features();
        double[] p = Flat.doubles(test.expected().get("output"));
        int B = GoldenData.tensor(inputs.get("x")).length;
        double[] y = loss.isSparse() ? oneHot(Flat.of(inputs.get("y")), K) : Flat.of(inputs.get("y"));
        double[] weights = inputs.containsKey("sample_weight") ? Flat.of(inputs.get("sample_weight")) : null;
        boolean masked = model.masked(model.size() - 1) && model.layer(model.size() - 1).passesMask() && model.outputShape().rank() == 3;
        double data = new FaultyLoss(loss, fault).of(shaped(p, B, K), shaped(y, B, K), weights == null ? null : shaped(floats(weights), 1, weights.length / B)[0],
                masked ? mask(GoldenData.tensor(inputs.get("x"))) : null);
        boolean penalized = test.expected().containsKey("penalty") && fault != LossFault.PENALTY_LEFT_OUT;
        double total = data + (penalized ? Flat.doubles(test.expected().get("penalty"))[0] : 0);
        return Flat.difference(test.id(), Flat.doubles(test.expected().get("loss")), new double[] {total}) > Budget.GOLDEN_ENGINE_GRADIENT.limit();
    }

    private static double[] floats(double[] numbers) {
        return Arrays.stream(numbers).map(number -> (float) number).toArray();
    }

    private static double[] oneHot(double[] classes, int K) {
        double[] rows = new double[classes.length * K];
        for (int n = 0; n < classes.length; n++) {
            rows[n * K + (int) classes[n]] = 1;
        }
        return rows;
    }

    /** [B][numbers / B / K][K]; labels are floats. */
    private static double[][][] shaped(double[] numbers, int B, int K) {
        int T = numbers.length / B / K;
        double[][][] shaped = new double[B][T][];
        for (int n = 0; n < B * T; n++) {
            shaped[n / T][n % T] = Arrays.copyOfRange(numbers, n * K, (n + 1) * K);
        }
        return shaped;
    }

    /** The steps with any number but 0. */
    static boolean[][] mask(double[][][] x) {
        boolean[][] mask = new boolean[x.length][x[0].length];
        for (int b = 0; b < x.length; b++) {
            for (int t = 0; t < x[b].length; t++) {
                mask[b][t] = Arrays.stream(x[b][t]).anyMatch(number -> number != 0);
            }
        }
        return mask;
    }
}
