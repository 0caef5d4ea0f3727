package lstm4j.layer;

import java.util.Objects;
import java.util.Optional;

/**
 * A layer by its name, without the classes of all others: loading those takes longer than reading a small model. What is
 * not usual is found among {@link Layers}.
 */
public final class UsualLayers {
    private UsualLayers() {
    }

    /** An example of the kind that Keras calls {@code type}. */
    public static Optional<FluentLayer<?>> example(String type) {
        FluentLayer<?> usual = usual(Objects.requireNonNull(type, "type"));
        return Optional.ofNullable(usual != null ? usual : listed(type));
    }

    private static FluentLayer<?> usual(String type) {
        return switch (type) {
            case "LSTM" -> LSTM.units(1);
            case "GRU" -> GRU.units(1);
            case "Bidirectional" -> Bidirectional.of(LSTM.units(1));
            case "TimeDistributed" -> TimeDistributed.of(Dense.units(1));
            case "Dense" -> Dense.units(1);
            case "Dropout" -> Dropout.rate(0);
            case "Activation" -> Activation.of(ActivationFunction.LINEAR);
            case "Embedding" -> Embedding.of(1, 1);
            default -> null;
        };
    }

    private static FluentLayer<?> listed(String type) {
        for (FluentLayer<?> layer : Layers.ALL) {
            if (layer.type().equals(type)) {
                return layer;
            }
        }
        return null;
    }
}
