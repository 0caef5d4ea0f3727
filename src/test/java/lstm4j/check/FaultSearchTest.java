package lstm4j.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes are called by their names: a few models here, two hundred in {@link FaultSearchExhaustive}. */
@Rule("CHECK-9")
class FaultSearchTest {
    @Test
    void thereAreMoreThanSixtyMistakesEachWithANameOfItsOwn() {
        assertTrue(Faults.ALL.size() > 160, () -> String.valueOf(Faults.ALL.size()));
        assertEquals(Faults.ALL.size(), Faults.ALL.stream().map(Fault::id).distinct().count());
    }

    @Test
    void mistakesThatShowInTheOutputAreNamed() {
        NamingRun run = new NamingRun();
        run.outputs(2);
        assertTrue(run.shown > 100 && run.named == run.shown, run::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GRU", "SimpleRNN", "Bidirectional"})
    void mistakesOfOtherLayersAreNamed(String type) {
        NamingRun run = new NamingRun(type);
        run.outputs(2);
        run.training(1);
        assertTrue(run.shown > 40 && run.named == run.shown, run::toString);
    }

    @Test
    void mistakesInGradientsAndStepsAreNamed() {
        NamingRun run = new NamingRun();
        run.training(1);
        assertTrue(run.shown > 30 && run.named == run.shown, run::toString);
    }

    @Test
    void twoMistakesAtOnceAreNamed() {
        NamingRun run = new NamingRun();
        run.pairs(1, 3);
        assertTrue(run.shown > 0 && run.named == run.shown, run::toString);
    }
}
