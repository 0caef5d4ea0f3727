package lstm4j.check;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.GRU;
import lstm4j.layer.LSTM;
import lstm4j.layer.SimpleRNN;

/** Every declared mistake. A new one is one more entry in one of the files named here. */
public final class Faults {
    /** All of them: weights, cells, layers around them, sequences, training. */
    public static final List<Fault> ALL = all();

    private Faults() {
    }

    private static List<Fault> all() {
        List<Fault> all = new ArrayList<>(WeightFaults.of("LSTM", LSTM.class, "", "ifco"));
        all.addAll(WeightFaults.of("GRU", GRU.class, "gru-", "zrh"));
        all.addAll(WeightFaults.of("SimpleRNN", SimpleRNN.class, "rnn-", ""));
        all.addAll(LstmFaults.all());
        all.addAll(GruFaults.all());
        all.addAll(AroundFaults.all());
        all.addAll(SequenceFaults.all());
        all.addAll(TrainingFaults.all());
        return List.copyOf(all);
    }
}
