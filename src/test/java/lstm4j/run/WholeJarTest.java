package lstm4j.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lstm4j.layer.RuleException;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;

class WholeJarTest {
    @Test
    @Rule("SMALL-1")
    void aClassThatWasLeftOutIsNamedWithTheJarThatHasIt() {
        RuleException refused = assertThrows(RuleException.class, () -> WholeJar.need("m.keras", () -> {
            throw new NoClassDefFoundError("lstm4j/keras/KerasReader");
        }));
        assertEquals("SMALL-1", refused.rule());
        assertTrue(refused.getMessage().contains("expected lstm4j.jar, got lstm4j-embedded.jar, which has no lstm4j.keras.KerasReader"), refused.getMessage());
        assertTrue(refused.getCause() instanceof NoClassDefFoundError);
    }

    @Test
    void classesOfOthersAreNotItsConcern() {
        assertThrows(NoClassDefFoundError.class, () -> WholeJar.need("explain", () -> {
            throw new NoClassDefFoundError("org/example/Missing");
        }));
    }
}
