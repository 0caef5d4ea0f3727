package lstm4j.layer;

import java.util.List;

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
            ReLU.layer(),
            LeakyReLU.layer(),
            ELU.layer(),
            PReLU.layer(),
            ActivityRegularization.of(0, 0),
            SpatialDropout1D.rate(0),
            GaussianNoise.stddev(0),
            Flatten.layer(),
            Reshape.to(Shape.ANY),
            Permute.dims(1),
            ZeroPadding1D.of(1),
            Cropping1D.of(1),
            UpSampling1D.of(2),
            Masking.value(0),
            RepeatVector.times(1),
            Bidirectional.of(LSTM.units(1)),
            RNN.of(LSTM.units(1)),
            TimeDistributed.of(Dense.units(1)),
            Embedding.of(1, 1),
            Conv1D.of(1, 1),
            MaxPooling1D.poolSize(2),
            AveragePooling1D.poolSize(2),
            GlobalMaxPooling1D.layer(),
            GlobalAveragePooling1D.layer(),
            LayerNormalization.layer(),
            BatchNormalization.layer());

    private Layers() {
    }
}
