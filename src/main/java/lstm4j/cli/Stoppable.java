package lstm4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import lstm4j.Sequential;

/** A training that Ctrl-C ends after the step at hand, with the model saved; the JVM's exit code is then 130. */
final class Stoppable {
    private static final int SECONDS = 60; // at most to save, before the JVM ends anyway

    private Stoppable() {
    }

    /** Runs the training; when the process is asked to end, saves the model, says where, and lets it end. */
    static void train(Sequential model, TrainingOptions options, DemoText page, Runnable training) {
        Thread trainer = Thread.currentThread();
        CountDownLatch saved = new CountDownLatch(1);
        Thread end = new Thread(() -> stop(trainer, saved));
        Runtime.getRuntime().addShutdownHook(end);
        try {
            training.run();
        } catch (CancellationException e) {
            save(model, Path.of("lstm4j-" + options.command().replace(' ', '-') + ".keras"), e, page);
            throw e;
        } finally {
            saved.countDown();
            remove(end);
        }
    }

    private static void save(Sequential model, Path file, CancellationException stopped, DemoText page) {
        try {
            model.save(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        page.out().println();
        page.say(stopped.getMessage() + ". It is saved to " + file.toAbsolutePath() + ".");
    }

    private static void remove(Thread end) {
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException e) {
            // the process is ending
        }
    }

    private static void stop(Thread trainer, CountDownLatch saved) {
        trainer.interrupt();
        try {
            saved.await(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
