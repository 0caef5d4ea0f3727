package lstm4j.layer;

import java.util.List;
import java.util.Optional;

/**
 * Every kind of layer there is, shown by an example of each: the command line, the reader and the writer of files, and
 * the tests loop over it. A new layer is one more line. ({@link Input} is no layer of its own: it names a shape.)
 */
public final class Layers {
    /** One layer of each kind. */
    public static final List<FluentLayer<?>> ALL = List.of(
            LSTM.units(1),
            GRU.units(1),
            SimpleRNN.units(1),
            Dense.units(1),
            Dropout.rate(0),
            Activation.of(ActivationFunction.LINEAR),
            Flatten.layer(),
            Masking.value(0),
            RepeatVector.times(1),
            Bidirectional.of(LSTM.units(1)),
            TimeDistributed.of(Dense.units(1)),
            Embedding.of(1, 1),
            Conv1D.of(1, 1),
            MaxPooling1D.poolSize(2),
            AveragePooling1D.poolSize(2),
            GlobalMaxPooling1D.layer(),
            GlobalAveragePooling1D.layer());

    private Layers() {
    }

    /** The example of the kind that Keras calls {@code type}. */
    public static Optional<FluentLayer<?>> example(String type) {
        return ALL.stream().filter(layer -> layer.type().equals(type)).findFirst();
    }
}
