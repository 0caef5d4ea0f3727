package lstm4j.check;

import java.util.ArrayList;
import java.util.List;

/** Every declared mistake. A new one is one more entry in one of the three files. */
public final class Faults {
    /** All of them: cells, sequences, training. */
    public static final List<Fault> ALL = all();

    private Faults() {
    }

    private static List<Fault> all() {
        List<Fault> all = new ArrayList<>(CellFaults.all());
        all.addAll(SequenceFaults.all());
        all.addAll(TrainingFaults.all());
        return List.copyOf(all);
    }
}
