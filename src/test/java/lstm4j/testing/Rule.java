package lstm4j.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The rules of the specification that a test, or every test of a class, shows to be kept. {@code SpecTraceTest} reads
 * this in the sources: each ID is defined in {@code spec/}, and each MUST has a test. A test that quotes a whole message,
 * {@code [FIT-1] …}, shows its rule without this.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Rule {
    /** IDs, such as {@code LSTM-5}. */
    String[] value();
}
