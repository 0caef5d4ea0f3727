package lstm4j.spark;

import java.util.Iterator;
import java.util.function.Function;

/** Iterators over what others give. */
final class Iterators {
    private Iterators() {
    }

    static <A, B> Iterator<B> map(Iterator<A> from, Function<? super A, ? extends B> change) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return from.hasNext();
            }

            @Override
            public B next() {
                return change.apply(from.next());
            }
        };
    }
}
