package lstm4j.keras;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import lstm4j.keras.json.Json;

/**
 * The Keras that wrote a file, as far as files differ: names of options, defaults, and what {@code hard_sigmoid} means.
 * Source: the loaders of Keras 1.2.2, 2.3.1, tf.keras 2.15 and Keras 3.
 */
enum Generation {
    /** Separate arrays for every gate, {@code output_dim}, {@code inner_activation}. */
    KERAS_1,
    /** Keras 2.0 to 2.2: gates default to hard_sigmoid. */
    KERAS_2_0,
    /** Keras 2.3, not tf.keras: gates default to sigmoid. */
    KERAS_2_3,
    /** tf.keras up to 2.10: a moving variance is that of the batch as it is. */
    TF_KERAS,
    /** tf.keras from 2.11: optimizers are those of Keras 3. */
    KERAS_2_11,
    /** hard_sigmoid has slope 1/6 instead of 1/5. */
    KERAS_3;

    /** The version whose format lstm4j writes. */
    static final String WRITTEN = "3.15.1";

    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");

    /**
     * The generation of a version such as {@code 2.2.4-tf}. Where a file names none, the configuration itself tells:
     * only Keras 3 and late tf.keras name a {@code module}, only Keras 1 has {@code output_dim} on dense layers.
     */
    static Generation of(String version, Json model) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return model.get("module") != null ? KERAS_3 : usesOutputDim(model) ? KERAS_1 : TF_KERAS;
        }
        int major = Integer.parseInt(parts.group(1));
        int minor = Integer.parseInt(parts.group(2));
        return major >= 3 ? KERAS_3 : major < 2 ? KERAS_1
                : minor >= 11 ? KERAS_2_11 : minor > 3 || version.endsWith("-tf") ? TF_KERAS : minor < 3 ? KERAS_2_0 : KERAS_2_3;
    }

    /** Whether what a layer adds to the loss for activity is divided by the number of samples: in tf.keras, and from Keras 3.14 on. */
    static boolean dividesActivity(String version) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return false;
        }
        int minor = Integer.parseInt(parts.group(2));
        return switch (parts.group(1)) {
            case "2" -> minor >= 4 || version.endsWith("-tf");
            case "3" -> minor >= 14;
            default -> false;
        };
    }

    private static boolean usesOutputDim(Json model) {
        return model.toText().contains("\"inner_activation\"") || model.toText().contains("\"inner_init\"");
    }
}
