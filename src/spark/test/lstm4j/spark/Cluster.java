package lstm4j.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.SparkSession;

/** A standalone Spark cluster on the loopback of this machine: a master and workers, each a process of its own, ended with the test. */
final class Cluster implements AutoCloseable {
    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    final String master;

    Cluster(Path folder, int workers) throws IOException {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close)); // where a test is stopped from outside
        Files.createDirectories(folder.resolve("home/jars"));
        int port = freePort();
        start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", String.valueOf(port), "--webui-port", "0");
        master = "spark://127.0.0.1:" + port;
        for (int w = 0; w < workers; w++) {
            start("worker" + w, "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "700m", "--webui-port", "0",
                    "--work-dir", folder.resolve("work" + w).toString(), master);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What they say goes to a file; they find no installation of Spark, since its classes come with the class path. */
    private void start(String name, String program, String... arguments) throws IOException {
        List<String> command = java("-Xmx256m", program);
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve(name).toFile());
        builder.environment().putAll(Map.of("SPARK_HOME", folder.resolve("home").toString(), "SPARK_SCALA_VERSION", "2.13", "SPARK_LOCAL_IP", "127.0.0.1",
                "SPARK_LOCAL_DIRS", folder.toString()));
        processes.add(builder.start());
    }

    /** A command that runs a program of the class path with what Spark needs on this JDK. */
    static List<String> java(String memory, String program) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), memory));
        command.addAll(Arrays.asList(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program));
        return command;
    }

    /** A session with so many executors of one core and 512 MB. */
    SparkSession session(int executors) {
        return session(master, executors);
    }

    static SparkSession session(String master, int executors) {
        return SparkSession.builder().master(master).appName("lstm4j")
                .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1").config("spark.ui.enabled", "false")
                .config("spark.cores.max", executors).config("spark.executor.cores", 1).config("spark.executor.memory", "512m")
                .config("spark.executor.extraClassPath", System.getProperty("java.class.path")).config("spark.sql.shuffle.partitions", 3)
                .config("spark.ui.showConsoleProgress", "false").getOrCreate();
    }

    /** The executors that run now: all that the workers, which come after the master, have started. */
    List<ProcessHandle> executors() {
        return processes.stream().skip(1).flatMap(Process::children).toList();
    }

    @Override
    public void close() {
        executors().forEach(ProcessHandle::destroyForcibly);
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).destroyForcibly();
        }
    }
}
