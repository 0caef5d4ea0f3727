package lstm4j.run;

/** Where {@link FitLoop} gets its random numbers: the same for the same arguments, whatever was asked before. */
@FunctionalInterface
public interface Shuffle {
    /** Number {@code index} of the numbers that order epoch {@code epoch}, uniform from 0 to below {@code bound}. */
    int below(int bound, int epoch, long index);
}
