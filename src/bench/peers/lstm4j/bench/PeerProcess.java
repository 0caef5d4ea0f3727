package lstm4j.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One library with one number of threads, in a process of its own that waits for orders: see {@link Serve}. */
final class PeerProcess implements AutoCloseable {
    final String name;
    final int threads;
    final String version;
    private final Process process;
    private final PrintStream orders;
    private final BufferedReader answers;

    /**
     * Starts a process and waits until it is ready. What it says on standard error goes to a file.
     *
     * @throws IOException it ended before it was ready: the library is not there or does not work
     */
    PeerProcess(String name, int threads, List<String> command, Map<String, String> environment, Path errors) throws IOException {
        this.name = name;
        this.threads = threads;
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(new File(errors.toString()));
        for (String variable : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")) {
            builder.environment().put(variable, String.valueOf(threads));
        }
        builder.environment().putAll(environment);
        process = builder.start();
        orders = new PrintStream(process.getOutputStream(), true);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream()));
        version = answer();
    }

    String ask(String order) throws IOException {
        orders.println(order);
        return answer();
    }

    /** The next line that is an answer: libraries print what they like in between. */
    private String answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith("> ")) {
                return line.substring(2).strip();
            }
        }
        throw new IOException(name + " has ended");
    }

    @Override
    public void close() {
        orders.close(); // the end of its input ends it
        process.destroy();
    }
}
