package lstm4j.bench;

import lstm4j.Arithmetic;
import lstm4j.Predictor;
import lstm4j.Sequential;
import lstm4j.train.Data;

/** lstm4j itself, through its public classes. */
final class Lstm4j implements Contender {
    private final Problem problem;
    private final Sequential model;
    private final Predictor predictor;
    private final float[][][] first;
    private final float[][] out;
    private final float[] outOfStep;

    Lstm4j(Problem problem, int threads) {
        this.problem = problem;
        model = ModelBench.model(problem.steps(), problem.features(), problem.units(), problem.classes(), threads);
        model.setWeights(problem.weights());
        predictor = model.predictor();
        first = new float[][][] {problem.x()[0]};
        out = new float[1][problem.classes()];
        outOfStep = new float[problem.classes()];
    }

    @Override
    public String version() {
        return "lstm4j 0.1.0, " + Arithmetic.name();
    }

    @Override
    public float[][] predict() {
        return model.predict(problem.x());
    }

    @Override
    public float[] predictOne() {
        predictor.predict(first, out);
        return out[0];
    }

    @Override
    public float[] step(int t) {
        if (t == 0) {
            predictor.reset();
        }
        predictor.step(problem.x()[0][t], outOfStep);
        return outOfStep;
    }

    @Override
    public double train() {
        return model.trainOnBatch(Data.of(problem.x(), problem.labels()));
    }
}
