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
    WEIGHT_DECAY_IGNORED("no weight decay"), WEIGHT_DECAY_IN_GRADIENT("weight decay in the gradient, as an L2 penalty"),
    WEIGHT_DECAY_WITHOUT_RATE("weight decay not times the rate"), WEIGHT_DECAY_AFTER_STEP("weight decay of the weights after the step"),
    WEIGHT_DECAY_NOT_ON_BIAS("no weight decay of the bias"),
    NADAM_IS_ADAM("Nadam: Adam's step"), NADAM_WITHOUT_SCHEDULE("Nadam: momentum beta_1 at every step, as TensorFlow 1"),
    NADAM_PRODUCT_OF_ONE_STEP("Nadam: correction by this step's momentum alone"), NADAM_EPSILON_BESIDE_UNCORRECTED_ROOT("Nadam: epsilon beside the uncorrected root"),
    ADAGRAD_EPSILON_OUTSIDE("Adagrad: epsilon beside the root"), ADAGRAD_STARTS_ELSEWHERE("Adagrad: sum begins at 1/10 or 0 whatever was said"),
    ADAGRAD_FORGETS("Adagrad: only this step's square"),
    CONSTRAINT_IGNORED("no constraint"), CONSTRAINT_NOT_ON_BIAS("constraint of the bias left out"), CONSTRAINT_BEFORE_STEP("constraint before the step"),
    CONSTRAINT_OTHER_AXIS("norms of rows for columns and the other way round"), CONSTRAINT_OF_THE_WHOLE("one norm of the whole array"),
    CONSTRAINT_RATE_IGNORED("min_max_norm all the way at once"), MAX_NORM_IS_UNIT_NORM("max_norm also lengthens"),
    FROZEN_LEARNS("frozen weights learn"), FROZEN_IN_NORM("gradients of frozen weights in the norm"), FROZEN_DECAYS("frozen weights decay"),
    FROZEN_PENALIZED("the penalty moves frozen weights"), FROZEN_STOPS("no gradient goes through a frozen layer"),
    UNSEEN_WORDS_STAY("Embedding: rows of words that do not occur stay"), WORDS_COUNT_ONCE("Embedding: a word that occurs twice has the mean of its gradients"),
    GRADIENT_ADDED("steps uphill");

    final String what;

    UpdateFault(String what) {
        this.what = what;
    }
}
