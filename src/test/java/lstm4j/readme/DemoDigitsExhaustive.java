package lstm4j.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lstm4j.testing.Shared;
import org.junit.jupiter.api.Test;

/** The demo of the README, run as it is; a minute on two cores for the first test, a few for the second. */
class DemoDigitsExhaustive {
    @Test
    void theDemoPrintsTheExcerptOfTheReadmeTimesExcepted() {
        String printed = ReadmeTest.print("demo", "digits");
        String excerpt = Readme.GAP + "\n" + Readme.blocks().get(1).text();
        assertTrue(Readme.shows(timeless(excerpt), timeless(printed)), printed);
    }

    private static String timeless(String text) {
        return text.replaceAll("- \\d+s - \\d+m?s/step", "- time").replaceAll("on (1 thread|\\d+ threads)\\.", "on threads.");
    }

    @Test
    void mnistIsReadAsWellAsTheReadmeSays() {
        String folder = Shared.path("datasets/mnist").toString();
        Matcher claim = Pattern.compile("`(demo digits --data) DIR ([^`]+)` gets to (\\S+) % of the").matcher(Readme.flat(Readme.text()));
        assertTrue(claim.find(), "README.md says nothing of MNIST");
        String[] words = (claim.group(1) + " " + folder + " " + claim.group(2)).split(" ");
        Matcher accuracy = Pattern.compile("Test accuracy: (\\S+) %").matcher(ReadmeTest.print(words));
        assertTrue(accuracy.find());
        assertEquals(claim.group(3), accuracy.group(1));
    }
}
