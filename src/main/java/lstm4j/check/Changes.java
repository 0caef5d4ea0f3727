package lstm4j.check;

import java.util.EnumSet;
import java.util.Set;

/** What layers compute otherwise than they should. */
final class Changes {
    private final Set<Switch> switches = EnumSet.noneOf(Switch.class);
    double cellLimit = Double.POSITIVE_INFINITY;
    double gateLimit = Double.POSITIVE_INFINITY; // on pre-activations
    double[][] peepholes;                        // [i f o][U], or null
    double[][] projection;                       // [U][U], or null

    Changes copy() {
        Changes copy = new Changes();
        copy.switches.addAll(switches);
        copy.cellLimit = cellLimit;
        copy.gateLimit = gateLimit;
        copy.peepholes = peepholes;
        copy.projection = projection;
        return copy;
    }

    boolean has(Switch one) {
        return switches.contains(one);
    }

    /** Rows behind a dropout of this rate: themselves, unless a factor was left there. */
    double[][] afterDropout(double rate, double[][] rows) {
        double factor = has(Switch.DROPOUT_SCALED_DOWN) ? 1 - rate : has(Switch.DROPOUT_SCALED_UP) ? 1 / (1 - rate) : 1;
        return factor == 1 ? rows : Layouts.times(rows, factor);
    }

    void on(Switch one) {
        switches.add(one);
    }
}
