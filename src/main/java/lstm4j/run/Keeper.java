package lstm4j.run;

/** What a fit asks of the model around the network it trains. */
public interface Keeper {
    /** A model that keeps nothing. */
    Keeper NONE = done -> { };

    /** Remembers that so many epochs are done. */
    void epochs(int done);
}
