package lstm4j.check;

import java.util.EnumSet;
import java.util.Set;

/** What layers compute otherwise than they should. */
final class Changes {
    private final Set<Switch> switches = EnumSet.noneOf(Switch.class);
    double cellLimit = Double.POSITIVE_INFINITY;
    double gateLimit = Double.POSITIVE_INFINITY; // on pre-activations

    Changes copy() {
        Changes copy = new Changes();
        copy.switches.addAll(switches);
        copy.cellLimit = cellLimit;
        copy.gateLimit = gateLimit;
        return copy;
    }

    boolean has(Switch one) {
        return switches.contains(one);
    }

    void on(Switch one) {
        switches.add(one);
    }
}
