package lstm4j.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Input;
import lstm4j.layer.Regularizer;
import lstm4j.layer.Shape;
import lstm4j.layer.Weight;
import lstm4j.oracle.Options;
import lstm4j.oracle.Oracle;
import lstm4j.oracle.OracleConstraint;
import lstm4j.oracle.OracleGradients;
import lstm4j.oracle.OracleLabels;
import lstm4j.train.Adam;
import lstm4j.train.Loss;
import lstm4j.train.Nadam;
import lstm4j.train.Optimizer;
import lstm4j.train.RMSprop;

/**
 * How the model of a check is trained.
 *
 * @param loss the loss
 * @param labels what the outputs should have been
 * @param optimizer null where weights after a step are not judged
 * @param steps number of steps on the same batch
 */
record TrainingCase(Loss loss, OracleLabels labels, Optimizer optimizer, int steps) {
    /** Loss, and its derivative by the output, or, joined with the last function, by what goes into that. */
    record Head(double loss, boolean joined, double[][][] dOutput) {
    }

    /** The loss of what came out of the last layer, or, where cross-entropy belongs to softmax or sigmoid, of what went into it. */
    Head head(Plan plan, Twin twin) {
        LayerTap tap = twin.last();
        boolean joined = loss.takesLogitsOf(plan.layers.get(plan.layers.size() - 1).head());
        double[][][] p = joined ? tap.part("z") : tap.output();
        Loss used = joined ? loss.fromLogits() : loss;
        int rows = p[0].length;
        int K = p[0][0].length;
        Options options = tap.outputMask() == null ? Options.NONE : Options.NONE.mask(tap.outputMask());
        Architecture alone = Architecture.of(List.of(Input.batchShape(Shape.ANY, rows, K), Activation.of(ActivationFunction.LINEAR)));
        OracleGradients g = Oracle.of(alone).gradients(new double[0][][], p, used, labels, options);
        return new Head(g.loss(), joined, g.input());
    }

    /** Loss and gradients of a plan, into {@code out} by name; returns the gradients by weights. */
    double[][][] gradients(Plan plan, Twin twin, Arrays3 out) {
        return gradients(plan, twin, out, null, null, false);
    }

    /** The same, moved by noise, or with magnitudes in place of terms. */
    double[][][] gradients(Plan plan, Twin twin, Arrays3 out, Noise noise, Precision precision, boolean magnitudes) {
        Head head = head(plan, twin);
        Backward backward = new Backward(plan.x.length, noise == null ? null : precision, 1, true);
        if (noise != null) {
            backward.shaken(noise);
        }
        if (magnitudes) {
            backward.magnitudes();
        }
        double[][][] dInput = (head.joined ? withLinearHead(plan, twin) : twin).backward(head.dOutput, backward);
        double penalty = 0;
        List<double[][]> flat = new ArrayList<>();
        for (int i = 0; i < plan.layers.size(); i++) {
            String layer = plan.architecture.layer(i).name();
            for (int w = 0; w < backward.dWeights.get(i).length; w++) {
                Weight weight = plan.architecture.weights(i).get(w);
                boolean learns = weight.trainable() || plan.step.trainsFrozen;
                double[][] d = scale(backward.dWeights.get(i)[w], learns ? plan.step.gradientFactor : 0);
                penalty += learns ? penalty(weight.regularizer(), plan.weights.get(i)[w], d, magnitudes ? 0 : plan.step.penaltyFactor) : 0;
                flat.add(d);
                out.put(layer + "/d_" + weight.name(), new double[][][] {d});
            }
        }
        backward.dInitial.forEach((name, d) -> out.put(name, samples(scale(d, plan.step.gradientFactor))));
        for (double[][] sample : dInput) {
            scale(sample, plan.step.gradientFactor);
        }
        out.put("d_input", dInput);
        out.put("loss", new double[][][] {{{head.loss + penalty}}});
        return flat.toArray(double[][][]::new);
    }

    /** Frozen arrays stay as they were before a step, the others satisfy their constraints. */
    private static void constrain(List<Weight> specs, double[][][] before, double[][][] weights) {
        for (int n = 0; n < weights.length; n++) {
            if (specs.get(n).trainable()) {
                OracleConstraint.project(specs.get(n), weights[n]);
            } else {
                weights[n] = before[n];
            }
        }
    }

    /** Weights after the steps, into {@code out}; gradients of later steps moved by noise, if there is any. */
    void train(Plan plan, double[][][] firstGradients, Arrays3 out, Noise noise, Precision precision) {
        UpdateVariant.Memory memory = UpdateVariant.Memory.of(plan.flatWeights(), plan.step.rule, optimizer);
        double[][][] weights = plan.flatWeights();
        List<Weight> specs = IntStream.range(0, plan.architecture.size()).boxed().flatMap(i -> plan.architecture.weights(i).stream()).toList();
        double[][][] path = FastRows.map(weights, row -> new double[row.length]);
        double[][][] g = firstGradients;
        for (int t = 1; t <= steps; t++) {
            if (t > 1) {
                Plan moved = plan.withWeights(weights);
                Rounding rounding = noise == null ? Rounding.NONE : new Rounding(noise, precision, 1);
                g = gradients(moved, Twin.run(moved, rounding), new Arrays3(), noise, precision, false);
            }
            double[][][] before = weights;
            weights = plan.step.rule.step(optimizer, memory, weights, g, t);
            constrain(specs, before, weights);
            FastRows.addDistances(path, before, weights);
        }
        int next = 0;
        for (int i = 0; i < plan.architecture.size(); i++) {
            for (Weight weight : plan.architecture.weights(i)) {
                String name = plan.architecture.layer(i).name() + "/" + weight.name();
                out.paths.put(name, new double[][][] {path[next]});
                out.put(name, new double[][][] {weights[next++]});
            }
        }
    }

    /**
     * How many roundings a step may be off by: 1 − β is off by a rounding of β, which is much of a small difference. The
     * corrected means of Adam have it twice, each under its root.
     */
    double roundingsOfAStep() {
        if (optimizer instanceof Adam adam) {
            return 8 + 2 / (1 - adam.beta1()) + 2 / (1 - adam.beta2());
        }
        if (optimizer instanceof Nadam nadam) {
            return 8 + 2 / (1 - nadam.beta1()) + 2 / (1 - nadam.beta2());
        }
        return optimizer instanceof RMSprop rms ? 8 + 2 / (1 - rms.rho()) : 8;
    }

    /** Where the loss takes logits, the last function is not gone back through. */
    private static Twin withLinearHead(Plan plan, Twin twin) {
        int last = plan.layers.size() - 1;
        return twin.withHead(JudgedLayers.of(plan.layers.get(last).withoutHead(), plan.weights.get(last), plan.changes.get(last), null));
    }

    private static double penalty(Regularizer regularizer, double[][] w, double[][] d, double factor) {
        double sum = 0;
        for (int r = 0; r < w.length; r++) {
            for (int k = 0; k < w[r].length; k++) {
                sum += regularizer.l1() * Math.abs(w[r][k]) + regularizer.l2() * w[r][k] * w[r][k];
                d[r][k] += factor * (regularizer.l1() * Math.signum(w[r][k]) + 2 * regularizer.l2() * w[r][k]);
            }
        }
        return sum;
    }

    private static double[][] scale(double[][] rows, double factor) {
        for (double[] row : rows) {
            for (int k = 0; k < row.length; k++) {
                row[k] *= factor;
            }
        }
        return rows;
    }

    static double[][][] samples(double[][] rows) {
        return IntStream.range(0, rows.length).mapToObj(b -> new double[][] {rows[b]}).toArray(double[][][]::new);
    }
}
