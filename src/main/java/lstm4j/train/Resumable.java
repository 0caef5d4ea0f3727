package lstm4j.train;

import java.util.Map;

/**
 * A {@link Callback} with a memory that an interrupted training needs to go on as if nothing had happened.
 * {@link BackupAndRestore} keeps it; callbacks of users may have one too.
 */
public interface Resumable {
    /** What it remembers after an event: maps by name, lists, texts, whole numbers, doubles, truth values, and arrays {@code float[][][]}. */
    Map<String, Object> state();

    /** Goes on from what {@link #state} gave, after {@link Callback#onTrainBegin}; whole numbers come back as Long, others as Double. */
    void restore(Map<String, Object> state);
}
