package lstm4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import lstm4j.cli.Main;
import lstm4j.site.Site;
import lstm4j.testing.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reports in a real browser, narrow and wide, light and dark: nothing overflows, the console stays silent, nothing is asked of the
 * network, axe-core finds no fault. Run by {@code mvn -Pbrowser test}, with {@code -Dchromium=PROGRAM} where it is not in the path;
 * pictures to look at go to {@code target/screenshots}.
 */
class ReportBrowser {
    private static final int[] WIDTHS = {320, 480, 768, 1100, 1600};
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
    private static final String TOO_WIDE = """
            (() => { const W = document.documentElement.clientWidth;
              const inside = e => !e.closest('.scroll') || e.classList.contains('scroll');
              return [...document.querySelectorAll('html, body *')].filter(e => inside(e) && (!e.closest('svg') || e.tagName == 'svg'))
                .filter(e => e.getBoundingClientRect().right > W + 0.5 || (e.tagName == 'HTML' && e.scrollWidth > W))
                .map(e => e.tagName + '.' + e.className).join(' '); })()""";
    private static final String FAULTS = """
            (async () => { document.querySelectorAll('details').forEach(d => d.open = true);
              return (await axe.run()).violations.map(v => v.id + ': ' + v.nodes[0].html).join('\\n'); })()""";

    @TempDir
    Path folder;

    private final List<String> heard = new ArrayList<>();

    private void hear(Map<String, Object> event) {
        Map<String, Object> params = Json.object(event.get("params"));
        String method = (String) event.get("method");
        if (List.of("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled").contains(method)) {
            heard.add(params.toString());
        } else if (method.equals("Network.requestWillBeSent")) {
            String url = (String) Json.object(params.get("request")).get("url");
            if (!url.startsWith("file:") && !url.startsWith("data:")) {
                heard.add("loads " + url);
            }
        }
    }

    private void look(String... demo) throws IOException {
        List<String> words = new ArrayList<>(List.of("demo"));
        words.addAll(List.of(demo));
        Path file = folder.resolve(demo[0] + ".html");
        words.addAll(List.of("--report", file.toString()));
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        assertEquals(0, Main.run(words.toArray(String[]::new), nowhere, nowhere));
        look(List.of(file), WIDTHS);
    }

    private void look(List<Path> files, int... widths) throws IOException {
        try (Chromium page = new Chromium(System.getProperty("chromium", "chromium"), folder.resolve("profile"), this::hear);
                InputStream axe = ReportBrowser.class.getResourceAsStream(AXE)) {
            String script = new String(axe.readAllBytes(), StandardCharsets.UTF_8);
            for (String scheme : List.of("light", "dark")) {
                page.call("Emulation.setEmulatedMedia", "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + scheme + "\"}]}");
                for (int width : widths) {
                    page.call("Emulation.setDeviceMetricsOverride", "{\"width\":" + width + ",\"height\":900,\"deviceScaleFactor\":1,\"mobile\":false}");
                    for (Path file : files) {
                        page.open(file.toUri());
                        look(page, script, file.getFileName().toString().replace(".html", "") + " " + scheme + " " + width);
                    }
                }
            }
        }
    }

    private void look(Chromium page, String axe, String where) throws IOException {
        assertEquals("", page.evaluate(TOO_WIDE), where);
        String picture = (String) page.call("Page.captureScreenshot", "{\"captureBeyondViewport\":true}").get("data");
        Files.write(Files.createDirectories(Path.of("target/screenshots")).resolve(where.replace(' ', '-') + ".png"), Base64.getDecoder().decode(picture));
        assertEquals(List.of(), heard, where);
        page.evaluate(axe);
        assertEquals("", page.evaluate(FAULTS), where);
        page.evaluate("0"); // so that what axe-core itself said has arrived
        heard.clear();
    }

    @Test
    void aReportOnDigitsIsForEveryScreen() throws IOException {
        look("digits", "--train", "200", "--test", "60", "--units", "8", "--epochs", "2");
    }

    @Test
    void reportsOnTextsAreForEveryScreen() throws IOException {
        look("sentiment", "--epochs", "2", "--units", "8");
        look("text", "--epochs", "2", "--units", "8", "--letters", "6000");
        look("table", "--epochs", "2", "--units", "4");
    }

    @Test
    void theSiteIsForEveryScreenAndItsSearchFinds() throws IOException {
        List<Path> pages = Site.write(folder.resolve("site"));
        look(pages, 320, 1100);
        try (Chromium page = new Chromium(System.getProperty("chromium", "chromium"), folder.resolve("profile-search"), this::hear)) {
            page.open(URI.create(folder.resolve("site/search.html").toUri() + "?q=unit_forget_bias+INIT-8"));
            assertEquals("spec/06-initialisers.html#INIT-8", page.evaluate("document.querySelector('#found a').getAttribute('href')"));
        }
        assertEquals(List.of(), heard);
    }

    @Test
    void aReportOnAForecastIsForEveryScreen() throws IOException {
        look("sine", "--epochs", "2", "--units", "8");
    }
}
