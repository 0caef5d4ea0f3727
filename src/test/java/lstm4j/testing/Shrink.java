package lstm4j.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import proguard.Configuration;
import proguard.ConfigurationParser;
import proguard.ProGuard;

/**
 * Takes out of the classes of lstm4j-embedded.jar what nobody can call there, as the way back through every layer. For the build and for its
 * test: {@code Shrink CLASSES SHRUNK}, two folders.
 */
public final class Shrink {
    private static final Path RULES = Path.of("src", "embedded", "shrink.pro");

    private Shrink() {
    }

    public static void main(String[] folders) throws Exception {
        run(Path.of(folders[0]), Path.of(folders[1]));
    }

    /** Leaves the classes there that are to be in the jar. */
    public static void run(Path classes, Path shrunk) throws Exception {
        Path java = Files.createTempFile("java.base", ".jar");
        try {
            writeJava(java);
            Configuration configuration = new Configuration();
            List<String> words = List.of("@" + RULES, "-injars", quoted(classes), "-outjars", quoted(shrunk), "-libraryjars", quoted(java));
            try (ConfigurationParser parser = new ConfigurationParser(words.toArray(new String[0]), System.getProperties())) {
                parser.parse(configuration);
            }
            new ProGuard(configuration).execute();
        } finally {
            Files.delete(java);
        }
    }

    private static String quoted(Path path) {
        return "'" + path.toAbsolutePath() + "'";
    }

    /** The public packages of this JDK's java.base: JDKs from 24 on have no files of modules any more. */
    private static void writeJava(Path jar) throws IOException {
        Path module = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out); Stream<Path> all = Files.walk(module.resolve("java"))) {
            zip.setLevel(0);
            for (Path one : all.filter(path -> path.toString().endsWith(".class")).toList()) {
                zip.putNextEntry(new ZipEntry(module.relativize(one).toString()));
                Files.copy(one, zip);
            }
        }
    }
}
