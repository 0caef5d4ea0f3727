package lstm4j.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import lstm4j.layer.RuleException;

/**
 * What {@code fit} and {@code evaluate} report beside the loss, by Keras's names: the description alone, which
 * {@link RowMetric} settles for the labels and outputs of one model. Immutable. Spec: chapter 12.
 */
public final class Metric {
    /** The equations, and what each can be told, by Keras's names. */
    public enum Kind {
        /** One of the three accuracies below, chosen by the labels and the width of the output, as Keras does. */
        ACCURACY("Accuracy"),
        /** Part of the outputs on the same side of the threshold as their label (ŷ &gt; threshold counts as 1). */
        BINARY_ACCURACY("BinaryAccuracy", "threshold", 0.5),
        /** Part of the rows whose largest output is the largest label. */
        CATEGORICAL_ACCURACY("CategoricalAccuracy"),
        /** Part of the rows whose largest output is the labelled class. */
        SPARSE_CATEGORICAL_ACCURACY("SparseCategoricalAccuracy"),
        /** Part of the rows with fewer than k outputs above that of the largest label. */
        TOP_K_CATEGORICAL_ACCURACY("TopKCategoricalAccuracy", "k", 5),
        /** Part of the rows with fewer than k outputs above that of the labelled class. */
        SPARSE_TOP_K_CATEGORICAL_ACCURACY("SparseTopKCategoricalAccuracy", "k", 5),
        /** Mean absolute error. */
        MEAN_ABSOLUTE_ERROR("MeanAbsoluteError"),
        /** Mean squared error. */
        MEAN_SQUARED_ERROR("MeanSquaredError"),
        /** Root of the mean squared error of all rows. */
        ROOT_MEAN_SQUARED_ERROR("RootMeanSquaredError"),
        /** Part of the outputs above the threshold whose label is not 0. */
        PRECISION("Precision", "thresholds", 0.5),
        /** Part of the outputs with a label that is not 0 which are above the threshold. */
        RECALL("Recall", "thresholds", 0.5),
        /** Area under the curve that the thresholds draw: of true over false positives (ROC) or of precision over recall (PR). */
        AUC("AUC", "num_thresholds", 200, "curve", "ROC", "summation_method", "interpolation", "thresholds", null),
        /** 1 − Σ(y − ŷ)²/Σ(y − mean y)² of each output, and their mean. */
        R2_SCORE("R2Score", "class_aggregation", "uniform_average", "num_regressors", 0);

        private final String className;
        private final Map<String, Object> options = new LinkedHashMap<>();

        Kind(String className, Object... options) {
            this.className = className;
            for (int k = 0; k < options.length; k += 2) {
                this.options.put((String) options[k], options[k + 1]);
            }
        }

        /** Keras's class. */
        public String className() {
            return className;
        }

        /** The name of one that has no name of its own. */
        public String kerasName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind whose class, function or short name this is; null for none. */
        public static Kind named(String name) {
            String plain = name.replace("_", "").toLowerCase(Locale.ROOT);
            String whole = plain.equals("acc") ? "accuracy" : plain.equals("mae") ? "meanabsoluteerror" : plain.equals("mse") ? "meansquarederror" : plain;
            return Arrays.stream(values()).filter(kind -> kind.className.toLowerCase(Locale.ROOT).equals(whole)).findFirst().orElse(null);
        }
    }

    /** One of three accuracies, chosen by the labels and the width of the output. */
    public static final Metric ACCURACY = new Metric(Kind.ACCURACY);
    /** {@link Kind#BINARY_ACCURACY} with the threshold ½. */
    public static final Metric BINARY_ACCURACY = new Metric(Kind.BINARY_ACCURACY);
    /** {@link Kind#CATEGORICAL_ACCURACY}. */
    public static final Metric CATEGORICAL_ACCURACY = new Metric(Kind.CATEGORICAL_ACCURACY);
    /** {@link Kind#SPARSE_CATEGORICAL_ACCURACY}. */
    public static final Metric SPARSE_CATEGORICAL_ACCURACY = new Metric(Kind.SPARSE_CATEGORICAL_ACCURACY);
    /** Mean absolute error, logged as {@code mae}. */
    public static final Metric MAE = new Metric(Kind.MEAN_ABSOLUTE_ERROR).named("mae");
    /** Mean squared error, logged as {@code mse}. */
    public static final Metric MSE = new Metric(Kind.MEAN_SQUARED_ERROR).named("mse");
    /** {@link Kind#ROOT_MEAN_SQUARED_ERROR}. */
    public static final Metric ROOT_MEAN_SQUARED_ERROR = new Metric(Kind.ROOT_MEAN_SQUARED_ERROR);
    /** {@link Kind#PRECISION} with the threshold ½. */
    public static final Metric PRECISION = new Metric(Kind.PRECISION);
    /** {@link Kind#RECALL} with the threshold ½. */
    public static final Metric RECALL = new Metric(Kind.RECALL);
    /** Area under the ROC curve by 200 thresholds. */
    public static final Metric AUC = new Metric(Kind.AUC);
    /** {@link Kind#R2_SCORE}. */
    public static final Metric R2_SCORE = new Metric(Kind.R2_SCORE);

    private final Kind kind;
    private final String name;
    private final Map<String, Object> options;
    private final boolean weighted;

    private Metric(Kind kind) {
        this(kind, kind.kerasName(), kind.options, false);
    }

    private Metric(Kind kind, String name, Map<String, Object> options, boolean weighted) {
        this.kind = kind;
        this.name = name;
        this.options = options;
        this.weighted = weighted;
    }

    /** The metric of a kind with the options and the name that Keras gives it. */
    public static Metric of(Kind kind) {
        return new Metric(kind);
    }

    /** Binary accuracy with a threshold other than ½. */
    public static Metric binaryAccuracy(double threshold) {
        return BINARY_ACCURACY.option("threshold", threshold);
    }

    /** {@link Kind#TOP_K_CATEGORICAL_ACCURACY}, for one-hot labels; k at least 1, else [FIT-40]. */
    public static Metric topK(int k) {
        return of(Kind.TOP_K_CATEGORICAL_ACCURACY).option("k", k);
    }

    /** {@link Kind#SPARSE_TOP_K_CATEGORICAL_ACCURACY}, for class numbers; k at least 1, else [FIT-40]. */
    public static Metric sparseTopK(int k) {
        return of(Kind.SPARSE_TOP_K_CATEGORICAL_ACCURACY).option("k", k);
    }

    /** This metric with one of {@link #options} set, a number or a word, or for AUC's thresholds a list of numbers; else [FIT-40]. */
    public Metric option(String option, Object value) {
        if (!options.containsKey(option)) {
            throw refused("one of its options " + options.keySet(), option);
        }
        if (value == null) {
            throw refused("a value of " + option, "null");
        }
        requireValue(option, value);
        Map<String, Object> changed = new LinkedHashMap<>(options);
        changed.put(option, value);
        return new Metric(kind, name, changed, weighted);
    }

    private void requireValue(String option, Object value) {
        switch (option) {
            case "threshold", "thresholds" -> requireThresholds(value);
            case "curve" -> requireWord(value, "ROC", "PR");
            case "summation_method" -> requireWord(value, "interpolation", "minoring", "majoring");
            case "class_aggregation" -> requireWord(value, "uniform_average", "variance_weighted_average");
            default -> {
                int least = option.equals("num_thresholds") ? 2 : option.equals("k") ? 1 : 0;
                if (!(value instanceof Integer number && number >= least)) {
                    throw refused("a whole number of at least " + least + " as " + option, String.valueOf(value));
                }
            }
        }
    }

    private void requireThresholds(Object value) {
        List<?> all = value instanceof List<?> list && kind == Kind.AUC ? list : kind == Kind.AUC ? List.of() : List.of(value);
        boolean numbers = !all.isEmpty() && all.stream().allMatch(each -> each instanceof Double number && number >= 0 && number <= 1);
        boolean any = kind == Kind.BINARY_ACCURACY && value instanceof Double number && Double.isFinite(number);
        if (!numbers && !any) {
            throw refused(kind == Kind.AUC ? "a list of thresholds from 0 to 1" : "a threshold from 0 to 1", String.valueOf(value));
        }
    }

    private void requireWord(Object value, String... words) {
        if (!List.of(words).contains(value)) {
            throw refused("one of " + List.of(words), String.valueOf(value));
        }
    }

    private RuleException refused(String expected, String got) {
        return new RuleException("FIT-40", name, expected, got, "");
    }

    /** This metric under a name of its own in logs. Not empty, else [FIT-40]. */
    public Metric named(String name) {
        if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
            throw refused("a printable name", '"' + name.replaceAll("\\p{Cntrl}", "?") + '"');
        }
        return new Metric(kind, name, options, weighted);
    }

    /** This metric with rows counted by the weights of their samples: one of Keras's {@code weighted_metrics}. */
    public Metric weighted() {
        return new Metric(kind, name, options, true);
    }

    /** The metric that {@link Kind#ACCURACY} stands for with such outputs and labels; every other one as it is. */
    public Metric settled(int outputWidth, int labelWidth) {
        return kind != Kind.ACCURACY ? this : of(outputWidth == 1 ? Kind.BINARY_ACCURACY
                : labelWidth <= 1 ? Kind.SPARSE_CATEGORICAL_ACCURACY : Kind.CATEGORICAL_ACCURACY).with(name, weighted);
    }

    private Metric with(String name, boolean weighted) {
        return new Metric(kind, name, options, weighted);
    }

    /** The equation. */
    public Kind kind() {
        return kind;
    }

    /** The name under which it is logged. */
    public String kerasName() {
        return name;
    }

    /** The values of all options of its kind, by Keras's names; null among them is Keras's None. */
    public Map<String, Object> options() {
        return new LinkedHashMap<>(options);
    }

    /** Whether its options are those that Keras gives it. */
    public boolean isPlain() {
        return options.equals(kind.options);
    }

    /** Whether rows count by the weights of their samples. */
    public boolean isWeighted() {
        return weighted;
    }

    /** Whether more is better, as with the accuracies. */
    public boolean isBetterWhenLarger() {
        return kind != Kind.MEAN_ABSOLUTE_ERROR && kind != Kind.MEAN_SQUARED_ERROR && kind != Kind.ROOT_MEAN_SQUARED_ERROR;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Metric metric && kind == metric.kind && name.equals(metric.name) && options.equals(metric.options)
                && weighted == metric.weighted;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, name, options, weighted);
    }

    @Override
    public String toString() {
        return name;
    }
}
