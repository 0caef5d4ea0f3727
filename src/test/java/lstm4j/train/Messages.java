package lstm4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;
import lstm4j.layer.RuleException;

/** The whole text of a refusal. */
public final class Messages {
    private Messages() {
    }

    public static void assertMessage(String expected, Executable mistake) {
        assertEquals(expected, assertThrows(RuleException.class, mistake).getMessage());
    }
}
