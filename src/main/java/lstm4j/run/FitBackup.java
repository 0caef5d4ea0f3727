package lstm4j.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.layer.RuleException;
import lstm4j.train.Callback;
import lstm4j.train.Resumable;

/**
 * A fit as a tree of values and back: its place, the model, the callbacks with a memory. What was saved and what goes on must be
 * the same training, else [FIT-32]. Spec: chapter 13, FIT-31.
 */
final class FitBackup {
    /** Goes up with every change of what a training's bits are (chapters 7, 8 and 12): with a backup of before one would get neither the old nor the new. */
    private static final long DEFINITION_OF_BITS = 2;

    private final Keeper keeper;
    private final FitPlan plan;
    private final List<Callback> callbacks;
    private final Map<String, Object> training; // what must be the same

    FitBackup(Keeper keeper, FitPlan plan, List<Callback> callbacks, boolean shuffles, long seed) {
        this.keeper = keeper;
        this.plan = plan;
        this.callbacks = callbacks;
        this.training = Map.of("definition of bits", DEFINITION_OF_BITS, "samples", plan.samples(), "batchSize", (long) plan.batchSize(), "shuffle", shuffles,
                "seed", seed, "callbacks", resumable().stream().map(callback -> callback.getClass().getName()).collect(Collectors.toList()));
    }

    private List<Callback> resumable() {
        return callbacks.stream().filter(callback -> callback instanceof Resumable).collect(Collectors.toList());
    }

    void write(Path file, FitPlace place) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("training", training);
        tree.put("place", place.state());
        tree.put("model", keeper.state());
        List<Object> states = new ArrayList<>();
        resumable().forEach(callback -> states.add(((Resumable) callback).state()));
        tree.put("callbacks", states);
        try {
            keeper.write(file, tree);
        } catch (IOException e) {
            throw new UncheckedIOException("the backup of the training cannot be written: " + e.getMessage(), e);
        }
    }

    /** The tree in a file, which is of this training; null where there is no file. */
    Map<String, Object> read(Path file) {
        try {
            Map<String, Object> tree = keeper.read(file);
            if (tree != null) {
                requireSame(file, (Map<?, ?>) tree.get("training"));
            }
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException("the backup of the training cannot be read: " + e.getMessage(), e);
        } catch (ClassCastException | NullPointerException e) {
            throw refused(file, "a backup of a training", "other contents");
        }
    }

    private void requireSame(Path file, Map<?, ?> saved) {
        training.forEach((name, value) -> {
            Object was = saved.get(name);
            if (!value.equals(was)) {
                throw refused(file, "the training that was interrupted, with " + name + " " + (was == null ? "of an earlier lstm4j" : was), String.valueOf(value));
            }
        });
    }

    private static RuleException refused(Path file, String expected, String got) {
        return new RuleException("FIT-32", file.toString(), expected, got, "build, compile and fit as before; or delete the backup to begin anew");
    }

    /** Puts model and callbacks where they were. */
    void restore(Path file, Map<String, Object> tree, FitPlace place) {
        try {
            place.restore(FitPlace.map(tree.get("place")));
            keeper.restore(FitPlace.map(tree.get("model")));
            List<?> states = (List<?>) tree.get("callbacks");
            for (int i = 0; i < states.size(); i++) {
                ((Resumable) resumable().get(i)).restore(FitPlace.map(states.get(i)));
            }
        } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException | ArithmeticException e) {
            throw refused(file, "a backup of this training", "something that does not fit: " + e.getMessage());
        }
    }
}
