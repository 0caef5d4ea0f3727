package lstm4j.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import lstm4j.check.Given;
import lstm4j.keras.bytes.AtomicFile;
import lstm4j.keras.json.JsonWriter;
import lstm4j.pack.Pack;
import lstm4j.pack.PackRun;

/** {@code lstm4j check --pack DIR --actual DIR}: a folder of arrays held against the conformance pack. */
final class PackCheck {
    static final Option PACK = Option.valued("--pack", "DIR", "no MODEL: --actual is a folder of arrays for the conformance pack in DIR");
    static final Option GROUPS = Option.valued("--groups", "LIST", "of the pack: forward,states,masks,gradients,training,chain,edges,gru,rnn; given: what is missing is no fault");
    private static final String GIVEN = "given";
    private static final List<String> ENDINGS = List.of(".npy", ".csv");

    private PackCheck() {
    }

    /** Judges the folder and prints a table; the exit code is 1 where something is wrong or missing. */
    static int run(Arguments arguments, List<Option> options, PrintStream out) throws IOException {
        arguments.rest(0, 0, "no MODEL beside --pack");
        for (Option option : options) {
            if (arguments.has(option.name()) && !Set.of("--pack", "--actual", "--groups", "--json").contains(option.name())) {
                throw UsageException.of("CLI-2", "check", "beside --pack only --actual, --groups and --json", option.name(), "");
            }
        }
        Path actual = Path.of(arguments.value("--actual").orElseThrow(() -> UsageException.of("CLI-3", "check", "--actual with a folder", "none",
                "write lstm4j check --pack pack --actual mine")));
        if (!Files.isDirectory(actual)) {
            throw UsageException.of("PACK-3", actual.toString(), "a folder of CASE.ARRAY.npy or CASE.ARRAY.csv", Files.exists(actual) ? "a file" : "nothing", "");
        }
        Pack pack = Pack.open(Path.of(arguments.value(PACK.name()).orElseThrow()));
        Set<String> groups = groups(arguments, pack);
        boolean given = groups.remove(GIVEN);
        PackRun run = PackRun.of(pack, name -> read(actual, name), groups, given);
        if (run.isEmpty()) {
            throw UsageException.of("PACK-3", actual.toString(), "files such as forward.output.npy or .csv", files(actual), "");
        }
        out.println(run);
        if (arguments.has("--json")) {
            AtomicFile.write(Path.of(arguments.value("--json").orElseThrow()), (JsonWriter.write(run.toMap()) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return run.isRight() ? 0 : 1;
    }

    private static PackRun.Source read(Path folder, String name) throws IOException {
        for (String ending : ENDINGS) {
            Path file = folder.resolve(name + ending);
            if (Files.exists(file)) {
                Given array = ending.equals(".csv") ? ArrayFile.numbers(file) : ArrayFile.read(file).get(ArrayFile.ALONE);
                return new PackRun.Source(array, ending.equals(".npy"));
            }
        }
        return null;
    }

    private static Set<String> groups(Arguments arguments, Pack pack) {
        Set<String> known = pack.cases().stream().map(one -> one.group()).collect(Collectors.toCollection(TreeSet::new));
        known.add(GIVEN);
        Set<String> wanted = new TreeSet<>();
        for (String group : arguments.value(GROUPS.name()).orElse("").split(",")) {
            if (!group.isEmpty() && !known.contains(group)) {
                throw UsageException.of("CLI-3", "check", "groups of the pack behind --groups", group, Nearest.hint(group, known, "There are "));
            }
            if (!group.isEmpty()) {
                wanted.add(group);
            }
        }
        return wanted;
    }

    private static String files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            String names = files.map(file -> file.getFileName().toString()).sorted().limit(5).collect(Collectors.joining(", "));
            return names.isEmpty() ? "an empty folder" : names;
        }
    }
}
