package lstm4j.golden;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A variant with one fault and the tests it is tried on.
 *
 * @param area what is faulty: forward, window, recurrent, around, small, backward, recurrent backward, loss, update
 * @param fault the fault, {@code NONE} for the variant that must pass
 * @param what the fault in words
 * @param tests the tests it can run
 * @param fails whether a test tells it from what is right
 */
record Mutant(String area, String fault, String what, Supplier<Stream<Golden>> tests, Predicate<Golden> fails) {
    static Stream<Mutant> all() {
        return Stream.of(
                Stream.of(LstmFault.values()).map(fault -> new Mutant("forward", fault.name(), fault.what, ForwardMutants::tests,
                        test -> ForwardMutants.fails(test, fault))),
                Stream.of(WindowFault.values()).map(fault -> new Mutant("window", fault.name(), fault.what, WindowMutants::tests,
                        test -> WindowMutants.fails(test, fault))),
                Stream.of(RecurrentFault.values()).map(fault -> new Mutant("recurrent", fault.name(), fault.what, RecurrentMutants::tests,
                        test -> RecurrentMutants.fails(test, fault))),
                Stream.of(AroundFault.values()).map(fault -> new Mutant("around", fault.name(), fault.what, AroundMutants::tests,
                        test -> AroundMutants.fails(test, fault))),
                Stream.of(SmallFault.values()).map(fault -> new Mutant("small", fault.name(), fault.what, SmallMutants::tests,
                        test -> SmallMutants.fails(test, fault))),
                Stream.of(BackwardFault.values()).map(fault -> new Mutant("backward", fault.name(), fault.what, BackwardMutants::tests,
                        test -> BackwardMutants.fails(test, fault))),
                Stream.of(RecurrentBackwardFault.values()).map(fault -> new Mutant("recurrent backward", fault.name(), fault.what, RecurrentBackwardMutants::tests,
                        test -> RecurrentBackwardMutants.fails(test, fault))),
                Stream.of(LossFault.values()).map(fault -> new Mutant("loss", fault.name(), fault.what, LossMutants::tests,
                        test -> LossMutants.fails(test, fault))),
                Stream.of(UpdateFault.values()).map(fault -> new Mutant("update", fault.name(), fault.what, UpdateMutants::tests,
                        test -> UpdateMutants.fails(test, fault))))
                .flatMap(mutants -> mutants);
    }

    boolean isFaultless() {
        return fault.equals("NONE");
    }

    /** The IDs of the tests that fail on it. */
    List<String> killers() {
        return tests.get().filter(fails).map(Golden::id).toList();
    }

    @Override
    public String toString() {
        return area + ": " + what;
    }
}
