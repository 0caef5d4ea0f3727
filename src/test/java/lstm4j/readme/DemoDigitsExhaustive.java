package lstm4j.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lstm4j.testing.Shared;
import org.junit.jupiter.api.Test;

/** The demo of README and guide, run as it is; a minute on two cores for the first test, a few for the second. */
class DemoDigitsExhaustive {
    @Test
    void theDemoPrintsTheExcerptOfTheGuideTimesExcepted() {
        String printed = ReadmeTest.print("demo", "digits");
        String excerpt = Readme.GAP + "\n" + Readme.GUIDE.blockWith("THE TRAINING").text();
        assertTrue(Readme.shows(timeless(excerpt), timeless(printed)), printed);
        Matcher claim = Pattern.compile("they read (\\S+ %) of (\\S+) digits that they have never seen").matcher(Readme.flat(Readme.MAIN.text()));
        assertTrue(claim.find(), "README.md does not say how well it reads");
        assertTrue(Pattern.compile("Test accuracy: " + claim.group(1) + ", \\S+ of " + claim.group(2)).matcher(printed).find(), printed);
    }

    private static String timeless(String text) {
        return text.replaceAll("- \\d+s - \\d+m?s/step", "- time").replaceAll("on (1 thread|\\d+ threads)\\.", "on threads.");
    }

    @Test
    void mnistIsReadAsWellAsTheGuideSays() {
        String folder = Shared.path("datasets/mnist").toString();
        Matcher claim = Pattern.compile("`(demo digits --data) DIR ([^`]+)` gets to (\\S+) % of the").matcher(Readme.flat(Readme.GUIDE.text()));
        assertTrue(claim.find(), "the guide says nothing of MNIST");
        String[] words = (claim.group(1) + " " + folder + " " + claim.group(2)).split(" ");
        Matcher accuracy = Pattern.compile("Test accuracy: (\\S+) %").matcher(ReadmeTest.print(words));
        assertTrue(accuracy.find());
        assertEquals(claim.group(3), accuracy.group(1));
    }
}
