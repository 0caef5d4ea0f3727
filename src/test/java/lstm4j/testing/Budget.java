package lstm4j.testing;

/**
 * How large an error may be, in one place: tests name a budget and never hold a literal tolerance. Beside each stands the
 * largest error measured when it was set (seed, sizes and JDK are those of the test that names it).
 */
public enum Budget {
    /** Oracle gradient against dual numbers, ‖difference‖/‖gradient‖ of one array. */
    ORACLE_DUAL_NORM(1e-14, 1.8e-15),
    /** Oracle gradient against dual numbers, relative error of one number above 1e-10 of its array's largest. */
    ORACLE_DUAL_ELEMENT(1e-12, 9.7e-14),
    /** Oracle gradient against central differences, ‖difference‖/‖gradient‖ of one array. */
    ORACLE_CENTRAL_NORM(1e-8, 3.2e-9),
    /** Oracle gradient against Richardson's extrapolation, ‖difference‖/‖gradient‖ of one array. */
    ORACLE_RICHARDSON_NORM(1e-8, 6.9e-11),
    /** Oracle value against a closed form or a number computed by hand, absolute, numbers of size 1. */
    ORACLE_CLOSED_FORM(1e-14, 5.7e-15),
    /** Oracle loss against the same loss in dual numbers, relative. */
    ORACLE_DUAL_LOSS(1e-14, 4.1e-16),
    /** Oracle against numbers that Keras printed with seven decimals in float. */
    KERAS_LITERAL(2e-7, 1.8e-7),
    /** Engine's activation functions other than exp, tanh and sigmoid against decimal arithmetic, in ulps. */
    ACTIVATION_ULPS(1, 0.5),
    /** Engine's slopes of activation functions against decimal central differences, absolute; slopes are about 1. */
    ACTIVATION_SLOPE(2.5e-7, 1.5e-7),
    /** Engine's softmax and log-softmax against decimal arithmetic, in ulps. */
    SOFTMAX_ULPS(0.51, 0.5),
    /** Engine's derivatives of softmax and log-softmax against the whole Jacobian in double, relative to Σ|terms|. */
    SOFTMAX_DERIVATIVE(1e-7, 6e-8),
    /** Engine against numbers recorded with six decimals. */
    RECORDED_SIX_DECIMALS(1e-6, 6.3e-7),
    /** The same of GRU and SimpleRNN, whose cells carry on the error of inputs and weights that are rounded too. */
    RECORDED_SIX_DECIMALS_RNN(4e-6, 1.8e-6),
    /** Engine against RTNeural's recorded outputs, values up to 1 over 100 steps. */
    RECORDED_RTNEURAL(1e-6, 4.5e-8),
    /** Weights after eight steps of an optimizer in float against the same equations in double, relative to the largest. */
    STEPS_AGAINST_DOUBLE(4e-7, 2.1e-7),
    /** Weights after eight steps of an optimizer against Keras in float, which takes Adam's β₂ᵗ in float; likewise. */
    STEPS_AGAINST_KERAS(6e-7, 2.8e-7),
    /** The arrays that an optimizer keeps, after eight steps, against Keras in float; likewise. */
    SLOTS_AGAINST_KERAS(1e-7, 5.7e-8),
    /** Losses and metrics of a small training against Keras in float, absolute, numbers of size 1. */
    FIT_HISTORY_AGAINST_KERAS(2.5e-6, 1.14e-6),
    /** Weights after a small training against Keras in float, likewise; nearly all of it is Keras taking β₂ᵗ of Adam in float. */
    FIT_WEIGHTS_AGAINST_KERAS(2e-6, 9.6e-7),
    /** Losses of one number against the same by hand. */
    LOSSES_BY_HAND(1e-14, 0),
    /** Metrics of four rows against the same by hand, in decimals that floats round. */
    METRICS_BY_HAND(3e-7, 1.2e-7),
    /** Metrics of forty rows against Keras, which sums in float. */
    METRICS_AGAINST_KERAS(4e-7, 1.8e-7),
    /** Losses, metrics and weights of a training that goes on from a file of Keras, against Keras in float, absolute or relative, whichever is less. */
    RESUMED_AGAINST_KERAS(2e-6, 1.3e-6),
    /** Outputs of an LSTM whose units are permuted, so that sums over units run in another order, absolute, up to 40 steps. */
    PERMUTED_UNITS(6e-7, 1.8e-7),
    /** Bytes that ForkJoin allocates for itself and its tasks take in a training step, over all threads, 2 or 4. */
    FORK_JOIN_BYTES_A_STEP(512, 176),
    /** Bytes by which the heap after a collection may grow from the second to the last quarter of a soak. */
    SOAK_BYTES(500_000, 0),
    /** Memory that a model takes against what its footprint says, relative. */
    FOOTPRINT(0.1, 0.0083),
    /** Oracle against the examples of the specification, beyond half a unit of the last digit printed there. */
    EXAMPLE_ORACLE(1e-14, 2.1e-16),
    /** Engine against the examples of the specification, likewise, relative to numbers of size 1 and above. */
    EXAMPLE_ENGINE(5e-7, 1.3e-7),
    /** Mean of 200,000 random numbers of deviation up to 1: about five times 1/√n. */
    STATISTICS(0.011, 0.0058),
    /** Orthogonal matrix times its transpose against the identity: rounding of its numbers to float. */
    ORTHOGONAL(1e-6, 4.2e-8),
    /** Engine's loss against the oracle's, in units of 2⁻²⁴, relative to the larger of it and 1. */
    ENGINE_LOSS(8, 1.3),
    /** Engine's forward pass against the oracle, error/bound, any size: sums of three numbers, one rounding alone may use half. */
    ENGINE_FORWARD(1, 0.65),
    /** The same of 48 units and 28 features, 1000 steps. */
    ENGINE_FORWARD_WIDE(0.25, 0.217),
    /** Engine's gradient against the oracle's, one number, error/running error. */
    ENGINE_GRADIENT_ELEMENT(1, 0.48),
    /** The same of an array, ‖errors‖/‖running errors‖. */
    ENGINE_GRADIENT_NORM(0.5, 0.38),
    /** Losses and weights of three steps from a file on against real Keras in float, absolute, numbers of size 1. */
    TRAINED_ON(2e-6, 3.7e-7),
    /** Predictions of small model files against real Keras in float, absolute, numbers of size 1. */
    FILE_PREDICTION(1e-6, 3.8e-7),
    /** Outputs of other people's model files against real Keras in double, relative to the largest output of the file. */
    ANSWERS(1e-6, 7.1e-7),
    /** Predictions of the sequence classifier against Keras 2.0.8, absolute, probabilities. */
    SEQUENCE_CLASSIFIER(1e-6, 9e-9),
    /** Predictions of the regression models against Keras 1.2.2 and 2.1.3, absolute, values up to 38. */
    REGRESSION(1e-5, 3.8e-6),
    /** Accuracy on MNIST against the number recorded with four digits. */
    MNIST_ACCURACY(2e-4, 0),
    /** Loss on MNIST against the number recorded with six digits. */
    MNIST_LOSS(2e-5, 7.7e-8),
    /** Keras in double against the second source of the golden vectors, relative to the largest number of the array if that is above 1. */
    GOLDEN_SOURCES(1e-14, 5.8e-15),
    /** Oracle against Keras in double, outputs and states; relative likewise, as all golden ones. */
    GOLDEN_ORACLE_FORWARD(4e-15, 4.5e-16),
    /** Oracle against Keras in double, loss and gradients. */
    GOLDEN_ORACLE_GRADIENT(4e-15, 4.9e-16),
    /** Oracle against Keras in double, losses and weights of twenty steps. */
    GOLDEN_ORACLE_TRAINING(1e-14, 9.3e-16),
    /** Engine against Keras in double, outputs and states; the worst are pre-activations of several hundreds. */
    GOLDEN_ENGINE_FORWARD(1e-6, 6.5e-7),
    /** Engine against Keras in double, loss and gradients. */
    GOLDEN_ENGINE_GRADIENT(5e-7, 1.1e-7),
    /** Engine against Keras in double, losses and weights of twenty steps; the worst is RMSprop at a high rate, where Keras in float is 1.5e-6 off. */
    GOLDEN_ENGINE_TRAINING(1e-5, 4.3e-6),
    /** Oracle against Keras in double, activation functions and derivatives. */
    GOLDEN_ORACLE_ACTIVATION(1e-14, 2.3e-15),
    /** Engine against Keras in double, activation functions and derivatives. */
    GOLDEN_ENGINE_ACTIVATION(2e-7, 8.0e-8),
    /** A sine wave against the values of the sine that everybody knows, amplitude 1. */
    SINE_VALUE(1e-15, 4.5e-16),
    /** The same with amplitude 3. */
    SINE_VALUE_TIMES_3(1e-14, 7.4e-16),
    /** The test layer Scale between LSTMs against its oracle, outputs and gradients, relative to 1. */
    NEW_LAYER(1e-7, 2.3e-8),
    /** The engine's gradients of models of every layer against the oracle's, numbers of size 1. */
    ENGINE_EVERY_LAYER(1e-6, 2.2e-7),
    /** Mean 0 and mean square 1 of a standardised series. */
    STANDARDISED(1e-9, 4.4e-16),
    ;

    private final double limit;
    private final double measured;

    Budget(double limit, double measured) {
        this.limit = limit;
        this.measured = measured;
    }

    /** The error that is allowed. */
    public double limit() {
        return limit;
    }

    /** The largest error seen when the limit was set. */
    public double measured() {
        return measured;
    }
}
