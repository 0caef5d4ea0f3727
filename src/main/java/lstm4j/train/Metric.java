package lstm4j.train;

/** What {@code fit} and {@code evaluate} report beside the loss: a mean over all samples. Spec: chapter 12. */
public enum Metric {
    /** One of the three accuracies below, chosen by the labels and the width of the output, as Keras does. */
    ACCURACY("accuracy"),
    /** Part of the outputs on the same side of ½ as their label (ŷ &gt; 0.5 counts as 1). */
    BINARY_ACCURACY("binary_accuracy"),
    /** Part of the rows whose largest output is the largest label. */
    CATEGORICAL_ACCURACY("categorical_accuracy"),
    /** Part of the rows whose largest output is the labelled class. */
    SPARSE_CATEGORICAL_ACCURACY("sparse_categorical_accuracy"),
    /** Mean absolute error. */
    MAE("mae"),
    /** Mean squared error. */
    MSE("mse");

    private final String kerasName;

    Metric(String kerasName) {
        this.kerasName = kerasName;
    }

    /** The name under which Keras logs it. */
    public String kerasName() {
        return kerasName;
    }
}
