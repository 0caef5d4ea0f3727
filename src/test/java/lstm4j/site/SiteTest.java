package lstm4j.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import lstm4j.report.Valid;
import lstm4j.testing.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site but for its Javadoc, which the profile makes and follows links into. */
class SiteTest {
    @TempDir
    static Path folder;

    private static Site site;

    @BeforeAll
    static void write() throws IOException {
        site = new Site(folder);
        site.write();
    }

    private static String page(String target) throws IOException {
        return Files.readString(folder.resolve(target));
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        assertEquals(List.of(), SiteLinks.dead(folder, site.targets(), "api"));
    }

    @Test
    void aLinkThatLeadsNowhereIsFound() throws IOException {
        Files.writeString(folder.resolve("bad.html"), "<a href=\"spec/guide.html#nothing\"></a><a href=\"nowhere.html\"></a><a href=\"spec/guide.html#shapes\"></a>");
        assertEquals(2, SiteLinks.dead(folder, List.of("bad.html"), "api").size());
    }

    @Test
    void noPageLoadsAnythingFromElsewhere() throws IOException {
        for (String target : site.targets()) {
            assertFalse(page(target).matches("(?s).*(src|<link[^>]*href)=\"[a-z]+://.*"), target);
        }
    }

    @Test
    void pagesOfEveryKindAreValid() throws IOException { // the profile looks at all of them
        for (String target : List.of("index.html", "search.html", "README.html", "spec/03-lstm-forward.html", "src/bench/RESULTS.html")) {
            Valid.require(page(target));
        }
    }

    @Test
    void aRuleCanBeLinkedToAndIsLinkedFromWhereItIsNamed() throws IOException {
        assertTrue(page("spec/03-lstm-forward.html").contains("<p id=\"LSTM-1\"><strong>LSTM-1</strong>"));
        assertTrue(page("spec/03-lstm-forward.html").contains("(<a href=\"../spec/06-initialisers.html#INIT-8\">INIT-8</a>)"));
        assertTrue(page("spec/INDEX.html").contains("<a href=\"../spec/03-lstm-forward.html#LSTM-1\">LSTM-1</a>"));
    }

    @Test
    void formulasHaveLowIndicesAndCodeHasNot() throws IOException {
        String forward = page("spec/03-lstm-forward.html");
        assertTrue(forward.contains("z = b + x·W + h<sub>k−1</sub>·V"));
        assertTrue(forward.contains("<code>kernel_f</code>"));
    }

    @Test
    void everyHeadingOfEveryPageIsInTheSearch() throws IOException {
        String script = page("search-index.js");
        List<Object> parts = Json.list(Json.parse(script.substring(script.indexOf('['), script.lastIndexOf(']') + 1)));
        assertTrue(parts.stream().anyMatch(part -> Json.list(part).get(0).equals("spec/03-lstm-forward.html#LSTM-2")));
        assertTrue(parts.stream().anyMatch(part -> Json.list(part).get(2).equals("Profiles for heavier proofs")));
        assertTrue(parts.size() > 300, "parts: " + parts.size());
    }
}
