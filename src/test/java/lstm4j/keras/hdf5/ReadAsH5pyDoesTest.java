package lstm4j.keras.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import lstm4j.keras.bytes.Limits;
import lstm4j.testing.Shared;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Everything in a file, against tables that h5py wrote (testdata/gen/hdf5_files.py). */
class ReadAsH5pyDoesTest {
    private static final Path TESTDATA = Path.of("testdata/hdf5");

    @TestFactory
    Stream<DynamicTest> smallFilesByH5pyAreReadAsH5pyReadsThem() throws IOException {
        return tests("expected.tsv", TESTDATA);
    }

    @TestFactory
    Stream<DynamicTest> filesOfOthersAreReadAsH5pyReadsThem() throws IOException {
        return tests("fixtures.tsv", Shared.path("fixtures/hdf5"));
    }

    private static Stream<DynamicTest> tests(String table, Path folder) throws IOException {
        Map<String, List<String>> files = new LinkedHashMap<>();
        for (String line : Files.readAllLines(TESTDATA.resolve(table))) {
            files.computeIfAbsent(line.substring(0, line.indexOf('\t')), name -> new java.util.ArrayList<>()).add(line);
        }
        return files.entrySet().stream().map(file -> DynamicTest.dynamicTest(file.getKey(),
                () -> compare(folder.resolve(file.getKey()), file.getValue())));
    }

    private static void compare(Path file, List<String> expected) throws IOException {
        String name = file.getFileName().toString();
        Hdf5Group root = Hdf5.read(Files.readAllBytes(file), name, Limits.DEFAULT);
        List<String> got = Listing.of(name, root);
        if (!expected.get(0).contains("\t*\t")) {
            assertEquals(String.join("\n", expected), String.join("\n", unreadAsInH5py(got, expected)));
        } else if (!expected.get(0).endsWith("h5py fails")) {
            byte[] all = (String.join("\n", got) + "\n").getBytes(StandardCharsets.UTF_8);
            String hash = HexFormat.of().formatHex(Listing.sha(all));
            assertEquals(expected.get(0), name + "\t*\t" + got.size() + " lines\t\t" + hash);
        }
    }

    /** What the library behind h5py cannot read (heaps smaller than it makes them) cannot be compared. */
    private static List<String> unreadAsInH5py(List<String> got, List<String> expected) {
        return got.stream().map(line -> {
            String unread = String.join("\t", List.of(line.split("\t", -1)).subList(0, 3)) + "\t?\th5py fails";
            return expected.contains(unread) ? unread : line;
        }).toList();
    }
}
