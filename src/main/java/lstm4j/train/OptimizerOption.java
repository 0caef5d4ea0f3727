package lstm4j.train;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * One option of a kind of optimizer, a number or a flag: whoever reads, writes or shows optimizers loops over these.
 *
 * @param <O> the kind
 */
final class OptimizerOption<O> {
    private final String name;
    private final Function<O, Object> get;
    private final BiFunction<O, Object, O> set;

    private OptimizerOption(String name, Function<O, Object> get, BiFunction<O, Object, O> set) {
        this.name = name;
        this.get = get;
        this.set = set;
    }

    static <O> OptimizerOption<O> number(String name, ToDoubleFunction<O> get, BiFunction<O, Double, O> set) {
        return new OptimizerOption<>(name, get::applyAsDouble, (optimizer, value) -> set.apply(optimizer, (Double) value));
    }

    /** A flag that is false by default and can be set. */
    static <O> OptimizerOption<O> flag(String name, Predicate<O> get, UnaryOperator<O> set) {
        return new OptimizerOption<>(name, get::test, (optimizer, value) -> (Boolean) value ? set.apply(optimizer) : optimizer);
    }

    /** Keras's name. */
    String name() {
        return name;
    }

    /** Its value of an optimizer of this kind. */
    Object of(Object optimizer) {
        return get.apply(own(optimizer));
    }

    /** An optimizer of this kind with another value. */
    Object set(Object optimizer, Object value) {
        return set.apply(own(optimizer), value);
    }

    @SuppressWarnings("unchecked") // an option comes from the table of the kind it is asked about
    private O own(Object optimizer) {
        return (O) optimizer;
    }
}
