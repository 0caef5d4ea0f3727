package lstm4j.check;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import lstm4j.layer.Activation;
import lstm4j.layer.Bidirectional;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.Embedding;
import lstm4j.layer.GRU;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.layer.Recurrent;
import lstm4j.layer.RepeatVector;
import lstm4j.layer.RuleException;
import lstm4j.layer.SimpleRNN;
import lstm4j.layer.TimeDistributed;
import lstm4j.oracle.OracleState;

/** Who judges which layer. A new kind is one more line; until it is there, models with it are refused by name. */
final class JudgedLayers {
    private JudgedLayers() {
    }

    /** The layer with its weights and first state (null: zeros); [CHECK-1] if there are no equations for its kind. */
    static JudgedLayer of(Layer layer, double[][][] own, Changes changes, OracleState start) {
        return of(layer, layer.name() + "/", own, changes, start);
    }

    private static JudgedLayer of(Layer layer, String prefix, double[][][] own, Changes changes, OracleState start) {
        return switch (layer.type()) {
            case "LSTM" -> new JudgedLstm((LSTM) layer, prefix, own, changes, start);
            case "GRU" -> new JudgedGru((GRU) layer, prefix, own, changes, start);
            case "SimpleRNN" -> new JudgedSimpleRnn((SimpleRNN) layer, prefix, own, changes, start);
            case "Dense" -> new JudgedDense((Dense) layer, own);
            case "Activation" -> new JudgedActivation(((Activation) layer).function());
            case "Dropout" -> new JudgedDropout((Dropout) layer, changes);
            case "Flatten" -> new JudgedFlatten();
            case "Masking" -> new JudgedMasking((Masking) layer, changes);
            case "RepeatVector" -> new JudgedRepeatVector(((RepeatVector) layer).n());
            case "Embedding" -> new JudgedEmbedding((Embedding) layer, own, changes);
            case "Bidirectional" -> bidirectional((Bidirectional) layer, own, changes, start);
            case "TimeDistributed" -> of(rowByRow((TimeDistributed) layer), prefix, own, changes, null);
            default -> throw refused(layer);
        };
    }

    private static RuleException refused(Layer layer) {
        return new RuleException("CHECK-1", layer.name(), "a layer that has bounds", layer.type(), "the oracle computes it, but it is not judged yet");
    }

    private static JudgedLayer bidirectional(Bidirectional layer, double[][][] own, Changes changes, OracleState start) {
        int first = arrays(layer, own);
        int parts = layer.forward().stateNames().size();
        return new JudgedBidirectional(layer, half(layer.forward(), layer.name() + "/forward_", Arrays.copyOf(own, first), changes, part(start, 0, parts)),
                half(layer.backward(), layer.name() + "/backward_", Arrays.copyOfRange(own, first, own.length), changes,
                        part(start, parts, layer.stateNames().size())), changes);
    }

    private static JudgedRecurrent half(Recurrent<?> layer, String prefix, double[][][] own, Changes changes, OracleState start) {
        return (JudgedRecurrent) of(layer, prefix, own, changes, start);
    }

    private static OracleState part(OracleState state, int from, int to) {
        return state == null ? null : new OracleState(Arrays.copyOfRange(state.parts(), from, to));
    }

    /** How many arrays the first half has: as many as the second, unless only one of them has a bias. */
    private static int arrays(Bidirectional layer, double[][][] own) {
        return own.length % 2 == 0 ? own.length / 2 : layer.forward().useBias() ? 3 : 2;
    }

    /** Row by row it is the layer inside. */
    private static Layer rowByRow(TimeDistributed layer) {
        if (!layer.worksRowByRow()) {
            throw new RuleException("CHECK-1", layer.name(), "a layer inside that works row by row, as Dense", layer.layer().type(),
                    "the oracle computes it, but it is not judged yet");
        }
        return layer.layer();
    }

    /** The layer with every layer of a kind in it changed. */
    static <L extends Layer> Layer changed(Layer layer, Class<L> kind, UnaryOperator<Layer> change) {
        if (kind.isInstance(layer)) {
            return change.apply(layer);
        }
        if (layer instanceof Bidirectional both) {
            return Bidirectional.of((Recurrent<?>) changed(both.forward(), kind, change)).mergeMode(both.mergeMode())
                    .backwardLayer((Recurrent<?>) changed(both.backward(), kind, change)).name(both.name());
        }
        return layer;
    }

    /** The arrays of a layer with those of every layer of a kind in it changed. */
    static double[][][] changed(Layer layer, double[][][] own, Class<? extends Layer> kind, UnaryOperator<double[][][]> change) {
        if (kind.isInstance(layer)) {
            return change.apply(own);
        }
        if (layer instanceof TimeDistributed steps) {
            return changed(steps.layer(), own, kind, change);
        }
        if (layer instanceof Bidirectional both) {
            int first = arrays(both, own);
            double[][][] one = changed(both.forward(), Arrays.copyOf(own, first), kind, change);
            double[][][] other = changed(both.backward(), Arrays.copyOfRange(own, first, own.length), kind, change);
            double[][][] joined = Arrays.copyOf(one, one.length + other.length);
            System.arraycopy(other, 0, joined, one.length, other.length);
            return joined;
        }
        return own;
    }

    /** The value that marks masked rows, if there is one. */
    static OptionalDouble maskedValue(List<Layer> layers) {
        return layers.stream().filter(Masking.class::isInstance).mapToDouble(layer -> ((Masking) layer).value()).findFirst();
    }

    /** The layer and those inside it. */
    static Stream<Layer> withInside(Layer layer) {
        if (layer instanceof Bidirectional both) {
            return Stream.of(both, both.forward(), both.backward());
        }
        return layer instanceof TimeDistributed steps ? Stream.of(steps, steps.layer()) : Stream.of(layer);
    }
}
