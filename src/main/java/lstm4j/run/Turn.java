package lstm4j.run;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import lstm4j.layer.RuleException;

/**
 * Whose turn it is with something that serves one thread at a time: a call while another thread's is under way is refused
 * instead of giving wrong numbers. Calls of one thread may be inside each other, as those of a callback are; but not a
 * training inside a training. Costs a compare-and-set a call and allocates nothing. Spec: chapter 7, PAR-12 and PAR-13.
 */
public final class Turn {
    private final String place;
    private final String hint;
    private final AtomicReference<Thread> holder = new AtomicReference<>();
    private volatile String call; // of the holder, the outermost one
    private int depth;
    private boolean training;

    /** Nobody's turn yet; the place and the hint are those of messages. */
    public Turn(String place, String hint) {
        this.place = place;
        this.hint = hint;
    }

    /** Begins a call, which {@link #leave} ends. */
    public void enter(String what) {
        Thread caller = Thread.currentThread();
        if (holder.get() != caller && !holder.compareAndSet(null, caller)) {
            throw new RuleException("PAR-12", place, "one thread at a time", what + " while another thread is in " + call, hint);
        }
        if (depth++ == 0) {
            call = what;
        }
    }

    /** Ends a call. */
    public void leave() {
        if (--depth == 0) {
            training = false;
            holder.set(null);
        }
    }

    /** Makes a call that may be inside any other of the same thread. */
    public <T> T use(String what, Supplier<T> body) {
        enter(what);
        try {
            return body.get();
        } catch (NoClassDefFoundError e) {
            throw WholeJar.missing(what, e);
        } finally {
            leave();
        }
    }

    /** The same without a result. */
    public void run(String what, Runnable body) {
        enter(what);
        try {
            body.run();
        } finally {
            leave();
        }
    }

    /** Makes a call that changes what a training is about, and so must not be inside one. */
    public <T> T train(String what, Supplier<T> body) {
        return use(what, () -> {
            if (training) {
                throw new RuleException("PAR-13", place, "one training at a time", what + " from a callback of " + call,
                        "a callback may predict, evaluate, and set weights or the learning rate; call stopTraining() and train on when fit has returned");
            }
            training = true;
            try {
                return body.get();
            } finally {
                training = false;
            }
        });
    }
}
