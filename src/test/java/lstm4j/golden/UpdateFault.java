package lstm4j.golden;

/** One thing done wrong between gradients and new weights. */
enum UpdateFault {
    /** Nothing is wrong. */
    NONE("nothing"),
    ADAM_EPSILON_INSIDE_ROOT("Adam: epsilon inside the root"), ADAM_EPSILON_BESIDE_CORRECTED_ROOT("Adam: epsilon beside the corrected root, as PyTorch"),
    ADAM_WITHOUT_CORRECTION("Adam: no bias correction"), ADAM_COUNTS_FROM_ZERO("Adam: correction one step late"),
    ADAM_BETAS_SWAPPED("Adam: betas swapped"), ADAM_AMSGRAD_IGNORED("Adam: amsgrad left out"), ADAM_AMSGRAD_ALWAYS("Adam: amsgrad always"),
    RMSPROP_EPSILON_OUTSIDE("RMSprop: epsilon beside the root"), RMSPROP_CENTERED_IGNORED("RMSprop: centered left out"),
    RMSPROP_MOMENTUM_IGNORED("RMSprop: momentum left out"), RMSPROP_STARTS_AT_ONE("RMSprop: mean square starts at 1, as TensorFlow 1"),
    SGD_MOMENTUM_IGNORED("SGD: momentum left out"), SGD_MOMENTUM_OF_PYTORCH("SGD: momentum before the rate, as PyTorch"),
    SGD_MOMENTUM_DAMPED("SGD: gradient times 1 - momentum"), NESTEROV_IGNORED("SGD: nesterov left out"), NESTEROV_ALWAYS("SGD: nesterov always"),
    SCHEDULE_ONE_STEP_LATE("schedule asked for the step before"), SCHEDULE_ONE_STEP_EARLY("schedule asked for the next step"),
    STAIRCASE_IGNORED("schedule smooth in spite of staircase"),
    CLIP_IGNORED("no clipping"), CLIPNORM_IS_GLOBAL("clipnorm over all arrays"), GLOBAL_CLIPNORM_IS_PER_ARRAY("global_clipnorm array by array"),
    CLIPVALUE_IS_NORM("clipvalue taken for a norm"), CLIPNORM_ALWAYS_SCALES("small gradients scaled up to the norm"),
    PENALTY_IGNORED("no penalty"), PENALTY_HALVED("penalty with a factor 1/2"), PENALTY_NOT_ON_BIAS("penalty on the bias left out"),
    GRADIENT_ADDED("steps uphill");

    final String what;

    UpdateFault(String what) {
        this.what = what;
    }
}
