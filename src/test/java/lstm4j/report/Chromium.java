package lstm4j.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

import lstm4j.testing.Json;

/** A page of a headless Chromium, spoken to by its DevTools protocol over a WebSocket of the JDK. */
final class Chromium implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 180;

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<Map<String, Object>> messages = new LinkedBlockingQueue<>();
    private final Consumer<Map<String, Object>> events;
    private String session = "";
    private int calls;

    /** Starts the program and opens an empty page; whatever happens on it goes to {@code events}. */
    Chromium(String program, Path profile, Consumer<Map<String, Object>> events) throws IOException {
        this.events = events;
        process = new ProcessBuilder(program, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address(), new Listener()).join();
        String target = (String) call("Target.createTarget", "{\"url\":\"about:blank\"}").get("targetId");
        session = (String) call("Target.attachToTarget", "{\"targetId\":\"" + target + "\",\"flatten\":true}").get("sessionId");
        for (String domain : new String[] {"Page", "Runtime", "Log", "Network"}) {
            call(domain + ".enable", "{}");
        }
    }

    private URI address() throws IOException {
        BufferedReader errors = new BufferedReader(process.errorReader(StandardCharsets.UTF_8));
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            if (line.startsWith("DevTools listening on ")) {
                Thread rest = new Thread(() -> errors.lines().forEach(more -> { }));
                rest.setDaemon(true);
                rest.start();
                return URI.create(line.substring("DevTools listening on ".length()));
            }
        }
        throw new IOException("Chromium did not start");
    }

    /** Text that comes in pieces, put together. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.add(Json.object(Json.parse(text.toString())));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    /** Calls a method of the protocol with parameters in JSON. */
    Map<String, Object> call(String method, String parameters) {
        int id = ++calls;
        String where = session.isEmpty() ? "" : "\"sessionId\":\"" + session + "\",";
        socket.sendText("{\"id\":" + id + "," + where + "\"method\":\"" + method + "\",\"params\":" + parameters + "}", true).join();
        Map<String, Object> answer = await(message -> message.get("id") instanceof Double number && number == id);
        if (answer.containsKey("error")) {
            throw new AssertionError(method + ": " + answer.get("error"));
        }
        return Json.object(answer.get("result"));
    }

    private Map<String, Object> await(Predicate<Map<String, Object>> wanted) {
        try {
            while (true) {
                Map<String, Object> message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (message == null) {
                    throw new AssertionError("Chromium does not answer");
                }
                if (message.containsKey("method")) {
                    events.accept(message);
                }
                if (wanted.test(message)) {
                    return message;
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Loads a page to its end. */
    void open(URI page) {
        call("Page.navigate", "{\"url\":\"" + page + "\"}");
        await(message -> "Page.loadEventFired".equals(message.get("method")));
    }

    /** The value of a JavaScript expression, of a promise when it is kept. */
    Object evaluate(String expression) {
        Map<String, Object> result = call("Runtime.evaluate", "{\"expression\":\"" + quoted(expression) + "\",\"awaitPromise\":true,\"returnByValue\":true}");
        if (result.containsKey("exceptionDetails")) {
            throw new AssertionError(result.get("exceptionDetails").toString());
        }
        return Json.object(result.get("result")).get("value");
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder();
        for (char c : text.toCharArray()) {
            json.append(c == '"' || c == '\\' ? "\\" + c : c < 0x20 || c > 0x7E ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return json.toString();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join(); // its profile can be deleted then
    }
}
