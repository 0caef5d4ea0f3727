package lstm4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reviews and tales made by a grammar, and labelled texts of a file. */
class GeneratedTextsTest {
    @TempDir
    Path folder;

    @Test
    void reviewsDependOnSeedAndPlaceAlone() {
        LabelledTexts longer = GeneratedReviews.of(200, 3);
        assertEquals(GeneratedReviews.of(50, 3).texts(), longer.texts().subList(0, 50));
        assertArrayEquals(GeneratedReviews.of(50, 3).labels(), longer.first(50).labels());
        int good = IntStream.of(longer.labels()).sum();
        assertTrue(good > 70 && good < 130, "good reviews of 200: " + good);
    }

    @Test
    void theSameWordsPraiseAndBlame() {
        LabelledTexts reviews = GeneratedReviews.of(2000, 1);
        for (String word : List.of("wonderful", "dull", "not", "although")) {
            long in = IntStream.range(0, 2000).filter(n -> reviews.texts().get(n).contains(word)).count();
            long praise = IntStream.range(0, 2000).filter(n -> reviews.texts().get(n).contains(word) && reviews.labels()[n] == 1).count();
            assertTrue(in > 50 && praise > in / 5 && praise < in * 4 / 5, word + ": " + praise + " of " + in);
        }
    }

    @Test
    void inTalesSheAndHeAreWhoTheyAre() {
        for (String sentence : GeneratedTales.of(20_000, 7).split("(?<=[.\"])[ \n](?=[A-Z\"])")) {
            boolean woman = sentence.matches("(?s).*(Anna|Rosa|Greta|Clara|queen|woman).*");
            boolean man = sentence.matches("(?s).*\\b(Tom|Max|Felix|Otto|king|old man)\\b.*");
            assertTrue(!(woman && sentence.matches("(?s).*\\b(he|his)\\b.*")) && !(man && sentence.matches("(?s).*\\b(she|her|hers)\\b.*")), sentence);
        }
    }

    @Test
    void talesAreAsLongAsAskedForAndTheSameForTheSameSeed() {
        String tales = GeneratedTales.of(1000, 2);
        assertTrue(tales.length() >= 1000 && tales.length() < 1200, tales);
        assertEquals(GeneratedTales.of(200, 2), tales.substring(0, GeneratedTales.of(200, 2).length()));
    }

    @Test
    @Rule("DATA-40")
    void aCountBelowOneIsRefused() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> GeneratedReviews.of(0, 1)).getMessage().startsWith("[DATA-40]"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> GeneratedTales.of(0, 1)).getMessage().startsWith("[DATA-40]"));
    }

    private LabelledTexts read(String text) throws IOException {
        return LabelledTexts.read(Files.writeString(folder.resolve("t"), text));
    }

    @Test
    void labelledTextsAreReadWithCommasOrTabsWithOrWithoutHeader() throws IOException {
        LabelledTexts csv = read("review,sentiment\n\"Good, and \"\"short\"\"\",positive\nlong,Negative\n");
        assertEquals(List.of("Good, and \"short\"", "long"), csv.texts());
        assertArrayEquals(new int[] {1, 0}, csv.labels());
        LabelledTexts tabs = read("So \"so, la la.\t0\r\nFine.\t1\r\n");
        assertEquals(List.of("So \"so, la la.", "Fine."), tabs.texts());
        assertArrayEquals(new int[] {0, 1}, tabs.labels());
        LabelledTexts ids = read("17;neg;it is long\n18;pos;it is longer\n");
        assertEquals(List.of("it is long", "it is longer"), ids.texts());
        assertArrayEquals(new int[] {0, 1}, ids.labels());
    }

    @Test
    @Rule("DATA-46")
    void aFileWithoutLabelsOrTextsIsRefused() {
        for (String text : List.of("a,b\nc,d\n", "0\n1\n", "good,1\n", "good,1\nbad,0\nwell,2\n")) {
            assertTrue(assertThrows(DataFormatException.class, () -> read(text)).getMessage().startsWith("[DATA-46]"), text);
        }
        assertEquals("DATA-29", assertThrows(DataFormatException.class, () -> read("")).rule());
        assertEquals("DATA-31", assertThrows(DataFormatException.class, () -> read("a\t1\nb\n")).rule());
    }

    @Test
    void anotherOrderKeepsTextsWithTheirLabels() {
        LabelledTexts reviews = GeneratedReviews.of(100, 1);
        LabelledTexts shuffled = reviews.shuffled(5);
        assertTrue(!shuffled.texts().equals(reviews.texts()));
        for (int n = 0; n < 100; n++) {
            assertEquals(reviews.labels()[reviews.texts().indexOf(shuffled.texts().get(n))], shuffled.labels()[n]);
        }
        assertEquals(shuffled.texts(), reviews.shuffled(5).texts());
        assertEquals(shuffled.texts().subList(40, 100), shuffled.from(40).texts());
    }
}
