package lstm4j.train;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import lstm4j.layer.RuleException;

/** Checks weights of samples and classes, and makes weights of samples from those of classes as Keras does. */
final class SampleWeights {
    private SampleWeights() {
    }

    static float[] checked(String what, float[] weights) {
        for (int i = 0; i < weights.length; i++) {
            if (!Float.isFinite(weights[i])) {
                throw new RuleException("FIT-6", what, "finite weights", weights[i] + " at index " + i, "");
            }
        }
        return weights.clone();
    }

    static Map<Integer, Double> checked(Map<Integer, Double> weights) {
        weights.forEach((number, weight) -> {
            if (number == null || number < 0 || weight == null || !Float.isFinite(weight.floatValue())) {
                throw new RuleException("FIT-6", "classWeight", "a finite weight for class numbers from 0",
                        number + "=" + weight, "");
            }
        });
        return Map.copyOf(new TreeMap<>(weights));
    }

    /** {@code weights}, which may be null, if there are {@code samples} of them. */
    static float[] requireLength(String what, float[] weights, long samples) {
        if (weights != null && weights.length != samples) {
            throw new RuleException("FIT-5", what, "a weight for each of " + samples + " samples", weights.length + " weights", "");
        }
        return weights;
    }

    static float[] ofClasses(Map<Integer, Double> classWeight, Object labels) {
        int[] classes = classes(labels);
        float[] weights = new float[classes.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = classWeight.getOrDefault(classes[i], 1.0).floatValue();
        }
        return weights;
    }

    private static int[] classes(Object labels) {
        if (labels instanceof int[] numbers) {
            return numbers;
        }
        if (labels instanceof float[] single) {
            return IntStream.range(0, single.length).map(i -> (int) Math.rint(single[i])).toArray();
        }
        if (labels instanceof float[][] rows) {
            return Arrays.stream(rows).mapToInt(row -> row.length == 1 ? (int) Math.rint(row[0]) : RowMetric.largest(row)).toArray();
        }
        if (labels instanceof SampleSource) {
            throw new RuleException("FIT-6", "classWeight", "labels in an array", "labels that are read one by one", "give sampleWeight");
        }
        throw new RuleException("FIT-6", "classWeight", "one label for each sample", "labels for every step of a sample",
                "a sample of many classes has no class weight; give sampleWeight");
    }
}
