package lstm4j.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How many mistakes are called by their names, over many random models; prints the counts. {@code -Dmodels=N} changes how many. */
class FaultSearchExhaustive {
    private static final int MODELS = Integer.getInteger("models", 200);

    @Test
    void singleMistakesInOutputs() {
        NamingRun run = new NamingRun();
        run.outputs(MODELS);
        System.out.println("outputs: " + run);
        assertTrue(run.named >= 0.99 * run.shown, run::toString);
    }

    @Test
    void singleMistakesInGradientsAndSteps() {
        NamingRun run = new NamingRun();
        run.training(MODELS / 4);
        System.out.println("training: " + run);
        assertTrue(run.named >= 0.99 * run.shown, run::toString);
    }

    @Test
    void mistakesInOneLayerOfTwo() {
        NamingRun run = new NamingRun();
        run.inOneLayer(MODELS / 8);
        System.out.println("one layer: " + run);
        assertTrue(run.named >= 0.99 * run.shown, run::toString);
    }

    @Test
    void pairsOfMistakesInTaps() {
        NamingRun run = new NamingRun();
        run.pairs(MODELS / 4, 4);
        System.out.println("pairs: " + run);
        assertTrue(run.named >= 0.9 * run.shown, run::toString);
    }

    @Test
    void noFalseAlarm() {
        FalseAlarms run = new FalseAlarms();
        run.run(MODELS);
        run.others(1, 40 * MODELS, 2);
        System.out.println("false alarms: " + run);
        assertTrue(run.alarms.isEmpty() && (run.numbers > 1_000_000 || MODELS < 200), run::toString);
    }
}
