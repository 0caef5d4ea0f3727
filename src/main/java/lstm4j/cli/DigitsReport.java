package lstm4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How well digits were read: accuracy, confusions, and some of the digits with the guesses. */
final class DigitsReport {
    private static final int CLASSES = 10;
    private static final int SHOWN = 3;

    private final float[][][] images;
    private final int[] labels;
    private final float[][] probabilities; // [N][10]
    private final int[] guesses;           // the class of the largest probability, the first one if several are

    DigitsReport(float[][][] images, int[] labels, float[][] probabilities) {
        this.images = images;
        this.labels = labels;
        this.probabilities = probabilities;
        this.guesses = IntStream.range(0, labels.length).map(n -> largest(probabilities[n])).toArray();
    }

    private static int largest(float[] row) {
        int best = 0;
        for (int k = 1; k < row.length; k++) {
            best = row[k] > row[best] ? k : best;
        }
        return best;
    }

    /** The numbers of an image, a line for each step: a digit is tenths of ink, a dot is none. */
    static String rowByRow(float[][] image) {
        List<String> lines = new ArrayList<>();
        int last = image.length;
        for (int t = 1; t <= last; t++) {
            StringBuilder line = new StringBuilder();
            for (float pixel : image[t - 1]) {
                int tenths = Math.max(0, Math.min(9, (int) (pixel * 10)));
                line.append(tenths == 0 ? "." : String.valueOf(tenths));
            }
            String says = t == 1 ? "step 1: row 1 is x_1, " + image[0].length + " numbers (tenths of ink, a dot is 0)"
                    : t == 2 ? "step 2: row 2 is x_2; what was seen so far is kept in h_1 and c_1"
                    : t == last ? "step " + last + ": the last row; h_" + last + " of the last LSTM goes to Dense" : "";
            lines.add((line + (t <= 2 || t == last ? "  <- " + says : "")).stripTrailing());
        }
        return String.join("\n", lines);
    }

    void print(DemoText page) {
        List<Integer> right = which(true);
        List<Integer> wrong = which(false);
        page.say(String.format(Locale.ROOT, "Test accuracy: %.2f %%, %,d of %,d digits that it has never seen.", 100.0 * right.size() / labels.length,
                right.size(), labels.length));
        page.out().println();
        page.draw(Drawing.confusion(counts(), IntStream.range(0, CLASSES).mapToObj(String::valueOf).toList()));
        show(page, "Some that it reads correctly:", right);
        show(page, wrong.size() > SHOWN ? SHOWN + " of the " + wrong.size() + " that it reads wrongly:"
                : wrong.isEmpty() ? "" : "What it reads wrongly:", wrong);
    }

    private List<Integer> which(boolean right) {
        return IntStream.range(0, labels.length).filter(n -> (guesses[n] == labels[n]) == right).boxed().toList();
    }

    private int[][] counts() {
        int[][] counts = new int[CLASSES][CLASSES];
        for (int n = 0; n < labels.length; n++) {
            counts[labels[n]][guesses[n]]++;
        }
        return counts;
    }

    private void show(DemoText page, String title, List<Integer> chosen) {
        if (chosen.isEmpty()) {
            return;
        }
        page.out().println();
        page.say(title);
        page.out().println();
        page.draw(Drawing.beside(chosen.stream().limit(SHOWN).map(n -> picture(n, page.ascii())).toList(), 3));
    }

    private String picture(int n, boolean ascii) {
        String caption = String.format(Locale.ROOT, "guess %d (%.1f %%), %s", guesses[n], 100 * probabilities[n][guesses[n]],
                guesses[n] == labels[n] ? "right" : "truth " + labels[n]);
        int width = images[n][0].length;
        return caption + " ".repeat(Math.max(0, width - caption.length())) + "\n" + Drawing.image(images[n], ascii);
    }
}
