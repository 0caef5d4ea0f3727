package lstm4j.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.layer.RuleException;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;

/** A backup of the training at hand, in memory. */
class FitBackupTest implements Keeper {
    private static final Path FILE = Path.of("backup");

    private final FitBackup backup = new FitBackup(this, new FitPlan(null, 7, null, 0, 2), List.of(), true, 42);
    private Map<String, Object> tree;

    @Override
    public void epochs(int done) {
    }

    @Override
    public void write(Path file, Map<String, Object> tree) {
        this.tree = tree;
    }

    @Override
    public Map<String, Object> read(Path file) {
        return tree;
    }

    @Test
    @Rule("FIT-32")
    void aBackupOfATimeWhenOtherBitsWereRightIsRefused() {
        backup.write(FILE, new FitPlace(List.of()));
        assertEquals(tree, backup.read(FILE));
        Map<String, Object> training = new LinkedHashMap<>(FitPlace.map(tree.get("training")));
        training.remove("definition of bits");
        tree.put("training", training);
        RuleException refused = assertThrows(RuleException.class, () -> backup.read(FILE));
        assertTrue(refused.getMessage().contains("with definition of bits of an earlier lstm4j, got 2"), refused.getMessage());
    }
}
