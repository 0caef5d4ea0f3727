package lstm4j.engine;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivityRegularization;
import lstm4j.layer.AveragePooling1D;
import lstm4j.layer.BatchNormalization;
import lstm4j.layer.Bidirectional;
import lstm4j.layer.Conv1D;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.ELU;
import lstm4j.layer.Embedding;
import lstm4j.layer.Flatten;
import lstm4j.layer.GRU;
import lstm4j.layer.GlobalAveragePooling1D;
import lstm4j.layer.GlobalMaxPooling1D;
import lstm4j.layer.GaussianNoise;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.LayerNormalization;
import lstm4j.layer.LeakyReLU;
import lstm4j.layer.Masking;
import lstm4j.layer.MaxPooling1D;
import lstm4j.layer.PReLU;
import lstm4j.layer.Permute;
import lstm4j.layer.RNN;
import lstm4j.layer.ReLU;
import lstm4j.layer.RepeatVector;
import lstm4j.layer.Reshape;
import lstm4j.layer.Shape;
import lstm4j.layer.SimpleRNN;
import lstm4j.layer.SpatialDropout1D;
import lstm4j.layer.StepsLayer;
import lstm4j.layer.TimeDistributed;

/** The pass of every layer: a new layer adds one line here. */
final class Passes {
    private Passes() {
    }

    /** The pass of a layer that is fed {@code input}; {@code which} is its number, a part of its random streams. */
    static Pass of(Layer layer, Shape input, int which, Parameters parameters, Room room) {
        int F = input.features();
        return layer instanceof LSTM lstm ? new LSTMPass(lstm, F, which, parameters, room)
                : layer instanceof GRU gru && gru.resetAfter() ? new GRUAfterPass(gru, F, which, parameters, room)
                : layer instanceof GRU gru ? new GRUBeforePass(gru, F, which, parameters, room)
                : layer instanceof SimpleRNN rnn ? new SimpleRNNPass(rnn, F, which, parameters, room)
                : layer instanceof Dense dense ? new DensePass(dense, F, parameters, room)
                : layer instanceof Activation activation ? new ActivationPass(activation, F, room)
                : layer instanceof ActivityRegularization penalty ? new ActivityRegularizationPass(penalty, F, room)
                : layer instanceof ReLU relu ? new RectifierPass(relu.rectifier(), F, room)
                : layer instanceof LeakyReLU leaky ? new RectifierPass(leaky.rectifier(), F, room)
                : layer instanceof ELU elu ? new ELUPass(elu, F, room)
                : layer instanceof PReLU ? new PReLUPass(F, parameters, room)
                : layer instanceof Dropout dropout ? new DropoutPass(dropout.rate(), false, dropout.dropsAlways(), F, which, room)
                : layer instanceof SpatialDropout1D dropout ? new DropoutPass(dropout.rate(), true, false, F, which, room)
                : layer instanceof GaussianNoise noise ? new GaussianNoisePass(noise, F, which, room)
                : layer instanceof Masking masking ? new MaskingPass(masking, F, room)
                : layer instanceof Flatten || layer instanceof Reshape ? new ReshapePass(F, layer.outputShape(input).features(), room)
                : layer instanceof Permute permute ? new PermutePass(permute, input, room)
                : layer instanceof StepsLayer<?> steps ? new StepsPass(steps, F, room)
                : layer instanceof RepeatVector repeat ? new RepeatVectorPass(repeat.n(), F, room)
                : layer instanceof Bidirectional both ? new BidirectionalPass(both, input, which, parameters, room, Passes::of)
                : layer instanceof RNN rnn ? new RNNPass(rnn, input, which, parameters, room, Passes::of)
                : layer instanceof TimeDistributed each && each.worksRowByRow() ? of(each.layer(), input, which, parameters, room)
                : layer instanceof TimeDistributed each ? new TimeDistributedPass(each, input, which, parameters, room, Passes::of)
                : layer instanceof Embedding embedding ? new EmbeddingPass(embedding, parameters, room)
                : layer instanceof Conv1D convolution ? new Conv1DPass(convolution, F, parameters, room)
                : layer instanceof MaxPooling1D pooling ? new MaxPoolingPass(pooling.taps(), F, room)
                : layer instanceof AveragePooling1D pooling ? new AveragePoolingPass(pooling.taps(), F, room)
                : layer instanceof LayerNormalization normalization ? new LayerNormalizationPass(normalization, F, parameters, room)
                : layer instanceof BatchNormalization normalization ? new BatchNormalizationPass(normalization, F, parameters, room)
                : layer instanceof GlobalMaxPooling1D ? new MaxPoolingPass(null, F, room)
                : layer instanceof GlobalAveragePooling1D ? new AveragePoolingPass(null, F, room)
                : unknown(layer);
    }

    private static Pass unknown(Layer layer) {
        throw new AssertionError("lstm4j bug: no pass for layer " + layer.type());
    }
}
