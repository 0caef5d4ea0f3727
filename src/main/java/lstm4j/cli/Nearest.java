package lstm4j.cli;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Finds the word the user probably meant. */
final class Nearest {
    private Nearest() {
    }

    /** {@code did you mean X? } if one of the words is near, followed by the list of all of them behind {@code intro}. */
    static String hint(String typed, Collection<String> words, String intro) {
        String best = "";
        int bestDistance = Math.max(1, typed.length() / 3) + 1;
        for (String word : words) {
            int distance = distance(plain(typed), plain(word));
            if (distance < bestDistance) {
                bestDistance = distance;
                best = word;
            }
        }
        return (best.isEmpty() ? "" : "did you mean " + best + "? ") + intro + String.join(", ", List.copyOf(words));
    }

    /** The word without what people write differently: case, dashes, underscores. */
    static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    /** How many letters must be added, taken away, changed or swapped with their neighbour to get from a to b. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + changed, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
