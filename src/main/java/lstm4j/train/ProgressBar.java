package lstm4j.train;

import java.util.Collections;
import java.util.function.LongSupplier;

/**
 * Shows the progress of a training as Keras 3 prints it, to the character: on a terminal a bar that is redrawn at most
 * 20 times a second, elsewhere one line an epoch. Time to come and time a step leave the first step out, because it is
 * slower than the others.
 *
 * <pre>
 * 1875/1875 ━━━━━━━━━━━━━━━━━━━━ 5s 2ms/step - accuracy: 0.9100 - loss: 0.2900 - val_accuracy: 0.9300 - val_loss: 0.2200
 * 1875/1875 - 5s - 2ms/step - accuracy: 0.9100 - loss: 0.2900 - val_accuracy: 0.9300 - val_loss: 0.2200
 * </pre>
 * Source: Keras 3, {@code utils/progbar.py}, {@code callbacks/progbar_logger.py}.
 */
public final class ProgressBar extends Callback {
    private static final int WIDTH = 20;
    private static final double INTERVAL = 0.05; // seconds between two drawings

    private final Appendable out;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private int target;
    private double start;
    private double afterFirstStep; // NaN until there was one
    private double lastDrawn;
    private int lastWidth;

    private ProgressBar(Appendable out, boolean terminal, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    /** A coloured bar for a terminal that understands ANSI colours and backspaces: Keras's {@code verbose=1}. */
    public static ProgressBar terminal(Appendable out) {
        return new ProgressBar(out, true, System::nanoTime);
    }

    /** One plain line an epoch, for files and logs: Keras's {@code verbose=2}. */
    public static ProgressBar lines(Appendable out) {
        return new ProgressBar(out, false, System::nanoTime);
    }

    /** The same bar by another clock, in nanoseconds. */
    public ProgressBar clock(LongSupplier nanoTime) {
        return new ProgressBar(out, terminal, nanoTime);
    }

    @Override
    public void onEpochBegin(int epoch, Training training) {
        begin(training.steps());
        if (training.epochs() > 1) {
            Output.print(out, "Epoch " + (epoch + 1) + "/" + training.epochs() + "\n");
        }
    }

    @Override
    public void onBatchEnd(int batch, Logs logs, Training training) {
        update(batch + 1, logs);
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs, Training training) {
        finish(logs);
    }

    /** Starts a new bar, of {@code steps} steps. */
    public void begin(int steps) {
        target = steps;
        start = seconds();
        afterFirstStep = Double.NaN;
        lastDrawn = Double.NEGATIVE_INFINITY;
        lastWidth = 0;
    }

    /** After step number {@code current}, counted from 1. */
    public void update(int current, Logs logs) {
        if (!terminal) {
            return;
        }
        double now = seconds();
        double stepTime = stepTime(current, now);
        if (now - lastDrawn >= INTERVAL) {
            draw(current, stepTime, eta(stepTime * (target - current)), logs, "");
            lastDrawn = now;
        }
    }

    /** At the end: full bar, time taken, final numbers, new line. */
    public void finish(Logs logs) {
        double now = seconds();
        double stepTime = stepTime(target, now);
        String elapsed = PythonNumbers.fixed(now - start, 0) + "s";
        if (terminal) {
            draw(target, stepTime, elapsed, logs, "\n");
        } else {
            Output.print(out, target + "/" + target + " - " + elapsed + " -" + duration(stepTime) + metrics(logs) + "\n");
        }
    }

    private double stepTime(int current, double now) {
        double time = !Double.isNaN(afterFirstStep) && current > 1 ? (now - afterFirstStep) / (current - 1)
                : (now - start) / current;
        if (current == 1) {
            afterFirstStep = now;
        }
        return time;
    }

    private void draw(int current, double stepTime, String time, Logs logs, String end) {
        String total = String.valueOf(target);
        String count = times(" ", total.length() - String.valueOf(current).length()) + current + "/" + total;
        int done = (int) Math.max(0, Math.min(WIDTH, WIDTH * ((double) current / target)));
        String tail = duration(stepTime) + metrics(logs);
        int width = count.length() + 1 + WIDTH + 1 + time.length() + tail.length();
        Output.print(out, times("\b", lastWidth) + "\r"
                + "\033[1m" + count + "\033[0m "
                + (done > 0 ? "\033[32m" + times("━", done) + "\033[0m" : "")
                + "\033[37m" + times("━", WIDTH - done) + "\033[0m"
                + " \033[1m" + time + "\033[0m" + tail
                + times(" ", Math.max(0, lastWidth - width)) + end);
        lastWidth = width;
    }

    private static String eta(double seconds) {
        long whole = (long) seconds;
        if (seconds > 3600) {
            return whole / 3600 + ":" + twoDigits(whole % 3600 / 60) + ":" + twoDigits(whole % 60);
        }
        return seconds > 60 ? whole / 60 + ":" + twoDigits(whole % 60) : whole + "s";
    }

    private static String twoDigits(long number) {
        return (number < 10 ? "0" : "") + number;
    }

    private static String duration(double seconds) {
        if (seconds >= 1 || seconds == 0) {
            return " " + PythonNumbers.fixed(seconds, 0) + "s/step";
        }
        return seconds >= 1e-3 ? " " + PythonNumbers.fixed(seconds * 1e3, 0) + "ms/step"
                : " " + PythonNumbers.fixed(seconds * 1e6, 0) + "us/step";
    }

    private String metrics(Logs logs) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < logs.size(); i++) {
            double value = logs.value(i);
            // Keras compares the value itself in its one-line form and the size of the value on a terminal.
            boolean plain = (terminal ? Math.abs(value) : value) > 1e-3;
            text.append(" - ").append(logs.name(i)).append(": ")
                    .append(plain ? PythonNumbers.fixed(value, 4) : PythonNumbers.exponent4(value));
        }
        return text.toString();
    }

    private double seconds() {
        return nanoTime.getAsLong() * 1e-9;
    }

    /** A text {@code count} times: {@code repeat}, which Android 8 has not. */
    static String times(String text, int count) {
        return String.join("", Collections.nCopies(Math.max(0, count), text));
    }
}
