package lstm4j.pack;

import java.util.Set;

/**
 * A line of the kill table.
 *
 * @param id the mistake's name, that of {@link lstm4j.check.Fault} where lstm4j knows it too
 * @param what what is wrong
 * @param mend what to do about it
 * @param dies the cases in which some number is far beyond its bound
 */
public record PackMistake(String id, String what, String mend, Set<String> dies) {
}
