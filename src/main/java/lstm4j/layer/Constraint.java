package lstm4j.layer;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a weight array is made to satisfy after every training step. Norms are √Σw² over {@link #axes} of Keras's array:
 * 0 sums the numbers of a column, one for every input of a unit, or those of a bias; 1 those of a row; both the whole array.
 * Source: Keras 3, {@code constraints/constraints.py}.
 *
 * @param kind the equation
 * @param minValue the smallest norm of MIN_MAX_NORM
 * @param maxValue the largest norm of MAX_NORM and MIN_MAX_NORM
 * @param rate how much of the way MIN_MAX_NORM goes in a step, 0 to 1
 * @param axes 0, 1 or both
 */
public record Constraint(Kind kind, double minValue, double maxValue, double rate, Set<Integer> axes) {
    /** The equations; n is a norm, ε 1e-7. */
    public enum Kind {
        /** w stays. */
        NONE,
        /** w ← w·(min(n, max)/(ε + n)). */
        MAX_NORM,
        /** w ← max(w, 0). */
        NON_NEG,
        /** w ← w/(ε + n). */
        UNIT_NORM,
        /** w ← w·((rate·min(max(n, min), max) + (1 − rate)·n)/(ε + n)). */
        MIN_MAX_NORM
    }

    /** No constraint. */
    public static final Constraint NONE = new Constraint(Kind.NONE, 0, 0, 1, Set.of(0));
    /** No number below 0. */
    public static final Constraint NON_NEG = new Constraint(Kind.NON_NEG, 0, 0, 1, Set.of(0));

    /** Norms are finite, at least 0 and in their order, the rate 0 to 1, the axes 0 and 1; else [OPT-12]. */
    public Constraint {
        Objects.requireNonNull(kind, "kind");
        axes = Set.copyOf(Required.all("axes", axes.toArray(new Integer[0])));
        boolean ordered = minValue >= 0 && minValue <= maxValue && (float) maxValue < Float.POSITIVE_INFINITY;
        if (!(ordered && rate >= 0 && rate <= 1 && !axes.isEmpty() && Set.of(0, 1).containsAll(axes))) {
            throw new RuleException("OPT-12", "Constraint", "norms 0 ≤ min ≤ max, a rate from 0 to 1, axes 0, 1 or both",
                    "min=" + minValue + ", max=" + maxValue + ", rate=" + rate + ", axes=" + new TreeSet<>(axes), "");
        }
    }

    /** Norms of at most {@code maxValue}; 2 is Keras's default. */
    public static Constraint maxNorm(double maxValue) {
        return new Constraint(Kind.MAX_NORM, 0, maxValue, 1, Set.of(0));
    }

    /** Norms of 1. */
    public static Constraint unitNorm() {
        return new Constraint(Kind.UNIT_NORM, 0, 0, 1, Set.of(0));
    }

    /** Norms that go {@code rate} of the way from {@code minValue} up or {@code maxValue} down in each step; 0, 1 and 1 are Keras's defaults. */
    public static Constraint minMaxNorm(double minValue, double maxValue, double rate) {
        return new Constraint(Kind.MIN_MAX_NORM, minValue, maxValue, rate, Set.of(0));
    }

    /** With norms over these axes. */
    public Constraint axes(Integer... axes) {
        return new Constraint(kind, minValue, maxValue, rate, new TreeSet<>(Required.all("axes", axes)));
    }

    /** Whether there is none at all. */
    public boolean isNone() {
        return kind == Kind.NONE;
    }
}
