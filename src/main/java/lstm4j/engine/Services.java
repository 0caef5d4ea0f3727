package lstm4j.engine;

import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The one place that asks the JVM what else there is. What is embedded has no such place: nothing is found there but what is called. */
final class Services {
    private Services() {
    }

    /** The first service of this type, or {@code otherwise} where there is none that works. */
    static <S> S first(Class<S> type, S otherwise) {
        try {
            Iterator<S> found = ServiceLoader.load(type, type.getClassLoader()).iterator();
            return found.hasNext() ? found.next() : otherwise;
        } catch (ServiceConfigurationError broken) {
            return otherwise;
        }
    }
}
