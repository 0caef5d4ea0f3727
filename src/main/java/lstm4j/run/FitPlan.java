package lstm4j.run;

import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.train.Fit;

/**
 * Which samples are trained on, which are set aside, and in batches of how many: checked, before anything is changed.
 *
 * @param training the training samples
 * @param samples how many of them are trained on: the first ones
 * @param validation the validation samples, or null; the same as {@code training} when its last samples are set aside
 * @param firstValidation the first validation sample
 * @param batchSize samples in a batch
 */
record FitPlan(Samples training, long samples, Samples validation, long firstValidation, int batchSize) {
    static FitPlan of(int fixedBatch, Samples data, Samples validation, Fit fit) {
        if ((fit.validationData() != null) != (validation != null)) {
            throw new AssertionError("lstm4j bug: validation samples go with validation data");
        }
        int batch = batchSize(fixedBatch, fit.batchSize());
        requireSamples("fit", data.size());
        long samples = fit.trainingSamples(data.size());
        if (fit.validationSplit() > 0) {
            requireBothParts(samples, data.size(), fit.validationSplit());
        }
        requireFullBatches(fixedBatch, "training", samples);
        boolean split = samples < data.size();
        Samples measured = split ? data : validation;
        long first = split ? samples : 0;
        if (measured != null) {
            requireFullBatches(fixedBatch, "validation", measured.size() - first);
        }
        return new FitPlan(data, samples, measured, first, batch);
    }

    static FitPlan ofEvaluation(int fixedBatch, Samples data, int batchSize) {
        int batch = batchSize(fixedBatch, batchSize);
        requireSamples("evaluate", data.size());
        requireFullBatches(fixedBatch, "evaluation", data.size());
        return new FitPlan(data, data.size(), null, 0, batch);
    }

    private static int batchSize(int fixed, int given) {
        if (given < 0) {
            throw new RuleException("FIT-2", "evaluate", "a batchSize of at least 1", String.valueOf(given), "");
        }
        if (given != 0 && fixed != Shape.ANY && given != fixed) {
            throw new RuleException("FIT-2", "fit", "batchSize " + fixed + ", which the model is built for", String.valueOf(given),
                    "the input shape of the model fixes the batch, as stateful layers need; give that batchSize or none");
        }
        return given != 0 ? given : fixed != Shape.ANY ? fixed : Fit.DEFAULT_BATCH;
    }

    private static void requireSamples(String place, long samples) {
        if (samples == 0) {
            throw new RuleException("FIT-8", place, "at least 1 sample", "none", "");
        }
    }

    private static void requireBothParts(long samples, long all, double split) {
        if (samples == 0 || samples == all) {
            throw new RuleException("FIT-3", "fit", "a validationSplit that leaves samples on both sides",
                    split + " of " + all + " samples: " + samples + " to train on, " + (all - samples) + " to validate",
                    "give more samples or another part");
        }
    }

    private static void requireFullBatches(int fixed, String what, long samples) {
        if (fixed != Shape.ANY && samples % fixed != 0) {
            throw new RuleException("FIT-7", "fit", "a number of " + what + " samples that is a multiple of " + fixed,
                    String.valueOf(samples), "the model is built for batches of " + fixed + ", so there can be no shorter last "
                    + "batch; use " + samples / fixed * fixed + " of these samples, or a batch that divides " + samples);
        }
    }

    boolean hasValidation() {
        return validation != null;
    }

    /** Batches in an epoch. */
    int steps() {
        return Math.toIntExact((samples + batchSize - 1) / batchSize);
    }
}
