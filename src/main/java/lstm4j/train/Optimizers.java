package lstm4j.train;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every kind of optimizer there is, with Keras's defaults: the reader of files, the command line and the tests loop over it. */
public final class Optimizers {
    /** One of each kind. */
    public static final List<Optimizer> ALL = List.of(new SGD(), new RMSprop(), new Adam(), new AdamW(), new Nadam(), new Adagrad());

    private Optimizers() {
    }

    /** The kind that Keras calls so, as its class or in lower case. */
    public static Optional<Optimizer> named(String name) {
        return ALL.stream().filter(optimizer -> optimizer.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))).findFirst();
    }
}
