package lstm4j.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;
import lstm4j.oracle.OracleLabels;
import lstm4j.train.Adam;
import lstm4j.train.Loss;
import lstm4j.train.Optimizer;
import lstm4j.train.RMSprop;
import lstm4j.train.SGD;

/** Makes numbers with a mistake, moved as float32 roundings move them, and counts how often the mistake is among the names given. */
final class NamingRun {
    int shown;   // not within float32 of the truth
    int named;
    int alone;   // named, and nothing else
    int hidden;  // cannot be seen in these numbers
    int refused; // of another shape
    final List<String> missed = new ArrayList<>();
    private final String type;

    NamingRun() {
        this("LSTM");
    }

    /** Of models with this kind of recurrent layer. */
    NamingRun(String type) {
        this.type = type;
    }

    void outputs(int models) {
        outputs(1, models);
    }

    /** Models number {@code first} to {@code last}. */
    void outputs(int first, int last) {
        for (int seed = first; seed <= last; seed++) {
            RandomPlan model = new RandomPlan(type, seed, seed % 2 == 0, seed % 3 == 0);
            for (Fault fault : Faults.ALL) {
                if (fault.area() == Fault.Area.FORWARD && fault.concerns(model.plan)) {
                    one(model, List.of(fault), Set.of("output"), null, seed);
                }
            }
        }
    }

    /** Gradients and weights after three steps. */
    void training(int models) {
        Optimizer[] optimizers = {new Adam().learningRate(0.01), new RMSprop().momentum(0.5), new SGD().momentum(0.9).globalClipnorm(0.01)};
        for (int seed = 1; seed <= models; seed++) {
            RandomPlan model = new RandomPlan(type, seed, seed % 2 == 0, seed % 3 == 0);
            double[][][] labels = Outcome.of(model.plan, null, Set.of()).get("output");
            SplittableRandom random = new SplittableRandom(seed);
            for (double[][] sample : labels) {
                for (int s = 0; s < sample.length; s++) {
                    sample[s] = RandomPlan.numbers(random, 1, sample[s].length, 1)[0];
                }
            }
            for (Fault fault : Faults.ALL) {
                for (int n = 0; fault.area() != Fault.Area.FORWARD && fault.concerns(model.plan) && n < (fault.area() == Fault.Area.UPDATE ? 3 : 1); n++) {
                    TrainingCase training = new TrainingCase(Loss.MSE, OracleLabels.rows(labels), optimizers[n], 3);
                    List<String> names = new ArrayList<>(List.of("d_input"));
                    boolean update = fault.area() == Fault.Area.UPDATE;
                    for (int i = 0; i < model.architecture.size(); i++) {
                        String layer = model.architecture.layer(i).name();
                        model.architecture.weights(i).forEach(weight -> names.add(layer + (update ? "/" : "/d_") + weight.name()));
                        model.architecture.layer(i).stateNames().stream().filter(state -> !update).forEach(state -> names.add(layer + "/d_" + state + "0"));
                    }
                    one(model, List.of(fault), Set.copyOf(names), training, seed);
                }
            }
        }
    }

    /** Random pairs, seen in outputs, h and c. */
    void pairs(int models, int each) {
        List<Fault> forward = Faults.ALL.stream().filter(fault -> fault.area() == Fault.Area.FORWARD
                && (fault.layer().isEmpty() || fault.layer().equals("LSTM"))).toList();
        for (int seed = 1; seed <= models; seed++) {
            RandomPlan model = new RandomPlan(type, seed, seed % 2 == 0, false);
            SplittableRandom random = new SplittableRandom(seed);
            String layer = model.architecture.layer(0).name();
            for (int n = 0; n < each; n++) {
                Fault a = forward.get(random.nextInt(forward.size()));
                Fault b = forward.get(random.nextInt(forward.size()));
                if (a != b && !a.id().split("-")[0].equals(b.id().split("-")[0])) {
                    one(model, List.of(a, b), Set.of("output", layer + "/h", layer + "/c"), null, seed);
                }
            }
        }
    }

    /** Each forward mistake in one of two layers, seen in the output alone. */
    void inOneLayer(int models) {
        for (int seed = 1; seed <= models; seed++) {
            List<Layer> layers = List.of(LSTM.units(4 + seed % 3).returnSequences().inputShape(7, 3), LSTM.units(5).returnSequences(), Dense.units(2));
            RandomPlan model = new RandomPlan(layers, seed);
            for (Fault fault : Faults.ALL) {
                if (fault.area() == Fault.Area.FORWARD && (fault.layer().isEmpty() || fault.layer().equals("LSTM"))) {
                    one(model, List.of(fault.inOneLayer(model.plan).toList().get(seed % 2)), Set.of("output"), null, seed);
                }
            }
        }
    }

    private void one(RandomPlan model, List<Fault> faults, Set<String> names, TrainingCase training, long seed) {
        Plan plan = model.plan;
        for (Fault fault : faults) {
            plan = fault.applied(plan);
        }
        try {
            Arrays3 out = Outcome.noisy(plan, training, names, 70 + seed, Precision.FLOAT32, 1);
            Check check = model.check();
            if (training != null) {
                check.training(training.loss(), training.labels(), training.optimizer(), training.steps());
            }
            names.forEach(name -> check.actual(name, RandomPlan.rounded(out.get(name))));
            count(check.verdict(), faults, seed);
        } catch (RuleException | IndexOutOfBoundsException e) {
            refused++;
        }
    }

    private void count(Verdict verdict, List<Fault> faults, long seed) {
        if (verdict.kind() == Verdict.Kind.CORRECT_IN_FLOAT32 || verdict.kind() == Verdict.Kind.EQUAL_TO_THE_BIT) {
            hidden++;
            return;
        }
        shown++;
        // Two mistakes may make the numbers of one, or one of them may not show: then a shorter name is as true.
        List<String> ids = faults.stream().map(Fault::id).toList();
        boolean is = verdict.faults().stream().anyMatch(found -> ids.containsAll(found.stream().map(Fault::id).toList()))
                || faults.size() > 1 && !verdict.faults().isEmpty() && verdict.faults().get(0).size() == 1;
        named += is ? 1 : 0;
        alone += is && verdict.faults().size() == 1 ? 1 : 0;
        if (!is) {
            missed.add("model " + seed + " " + faults + ": " + verdict.kind() + " " + verdict.precision() + " " + verdict.faults());
        }
    }

    @Override
    public String toString() {
        return "shown " + shown + ", named " + named + ", alone " + alone + ", hidden " + hidden + ", of another shape " + refused + " " + missed;
    }
}
