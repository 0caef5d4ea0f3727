package lstm4j.oracle;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivityRegularization;
import lstm4j.layer.AveragePooling1D;
import lstm4j.layer.BatchNormalization;
import lstm4j.layer.Bidirectional;
import lstm4j.layer.Conv1D;
import lstm4j.layer.Dense;
import lstm4j.layer.ELU;
import lstm4j.layer.Embedding;
import lstm4j.layer.GRU;
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
import lstm4j.layer.Shape;
import lstm4j.layer.SimpleRNN;
import lstm4j.layer.StepsLayer;
import lstm4j.layer.TimeDistributed;

/** The equations of each kind of layer. A new kind is one more line. */
final class OracleLayers {
    private OracleLayers() {
    }

    /** Of a layer that works row by row it is that layer itself, under the name of the one around it. */
    private static OracleLayer timeDistributed(TimeDistributed layer, Shape input, double[][][] weights, Options options) {
        Layer.Inside inside = layer.inside(input).get(0);
        OracleLayer own = of(layer.layer().name(layer.name()), layer.worksRowByRow() ? input : inside.input(), weights, options);
        return layer.worksRowByRow() ? own : new OracleTimeDistributed(layer.name(), own, inside.input().rowsPerSample());
    }

    /** The equations of this layer, fed {@code input}. {@code weights} are the layer's own, in its order. */
    static OracleLayer of(Layer layer, Shape input, double[][][] weights, Options options) {
        return switch (layer.type()) {
            case "LSTM" -> new OracleLstm((LSTM) layer, weights, options);
            case "GRU" -> new OracleGru((GRU) layer, weights, options);
            case "SimpleRNN" -> new OracleSimpleRnn((SimpleRNN) layer, weights, options);
            case "Dense" -> new OracleDense((Dense) layer, weights);
            case "Activation" -> new OracleActivation(layer.name(), ((Activation) layer).function());
            case "ActivityRegularization" -> new OracleActivityRegularization((ActivityRegularization) layer);
            case "ReLU" -> OracleElement.rectifier(layer.name(), ((ReLU) layer).rectifier());
            case "LeakyReLU" -> OracleElement.rectifier(layer.name(), ((LeakyReLU) layer).rectifier());
            case "ELU" -> OracleElement.elu(layer.name(), ((ELU) layer).alpha());
            case "PReLU" -> new OraclePRelu(layer.name(), weights[0]);
            case "GaussianNoise" -> new OracleNoise(layer.name(), options.dropout(layer.name()));
            case "Reshape" -> OracleMoved.reshaped(layer, input);
            case "Permute" -> OracleMoved.permuted((Permute) layer, input);
            case "ZeroPadding1D", "Cropping1D", "UpSampling1D" -> OracleMoved.steps((StepsLayer<?>) layer);
            case "Dropout", "SpatialDropout1D" -> new OracleDropout(layer.name(), options.dropout(layer.name()));
            case "Flatten" -> new OracleFlatten(layer.name());
            case "Masking" -> new OracleMasking((Masking) layer);
            case "RepeatVector" -> new OracleRepeatVector(layer.name(), ((RepeatVector) layer).n());
            case "Bidirectional" -> new OracleBidirectional((Bidirectional) layer, input, weights, options, OracleLayers::of);
            case "RNN" -> new OracleRnn((RNN) layer, input, weights, options, OracleLayers::of);
            case "TimeDistributed" -> timeDistributed((TimeDistributed) layer, input, weights, options);
            case "Embedding" -> new OracleEmbedding((Embedding) layer, weights);
            case "Conv1D" -> new OracleConv1D((Conv1D) layer, weights);
            case "LayerNormalization" -> new OracleLayerNormalization((LayerNormalization) layer, weights);
            case "BatchNormalization" -> new OracleBatchNormalization((BatchNormalization) layer, weights, options.isTraining());
            case "MaxPooling1D" -> new OraclePooling1D(layer.name(), ((MaxPooling1D) layer).taps(), false);
            case "AveragePooling1D" -> new OraclePooling1D(layer.name(), ((AveragePooling1D) layer).taps(), true);
            case "GlobalMaxPooling1D" -> new OraclePooling1D(layer.name(), null, false);
            case "GlobalAveragePooling1D" -> new OraclePooling1D(layer.name(), null, true);
            default -> throw new AssertionError("lstm4j bug: the oracle has no equations for a layer of type " + layer.type());
        };
    }
}
