package lstm4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import lstm4j.layer.RuleException;
import lstm4j.testing.Rule;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Every public method and constructor of all exported packages, called with arguments that are wrong in every way: it returns, or it throws what chapter 10 says, and a model is as it was. A null may also be told by name and place, a number beyond a list by both.
 */
class WrongUseProperties {
    private static final List<String> PACKAGES = List.of("", "layer", "train", "text", "oracle", "check", "data", "keras", "keras/bytes", "keras/hdf5", "report");
    private static final Set<String> SPARED = Set.of(
            "valueOf", // made by the compiler
            "restore", // what only a backup calls, FIT-32
            "outputSteps", "before", "value", "add", "result", // taps, rows and sums of a metric: parts that were made and judged before
            "Permute.places", // a table of all numbers of a sample, up to 2³¹
            "Required.all", "Required.at", // names for a null
            "Blob.copyTo", "Tensor.read", "Doubles.read", "NumberRows.read", "NumberType.read"); // numbers of a file whose place was judged before
    private static final List<Class<?>> API = api();
    static final List<Executable> CALLS = calls();
    private static Path folder;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("wrong-use");
        Files.write(folder.resolve("junk"), new byte[] {1, 2, 3});
    }

    @AfterContainer
    static void deleteFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.map(Path::toFile).sorted((a, b) -> b.compareTo(a)).forEach(File::delete);
        }
    }

    private static List<Class<?>> api() {
        List<Class<?>> api = new ArrayList<>();
        for (String name : PACKAGES) {
            try (Stream<Path> files = Files.list(Path.of("target/classes/lstm4j", name))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".class") && !f.toString().endsWith("-info.class")).sorted().toList()) {
                    String type = Path.of("target/classes").relativize(file).toString().replace(".class", "").replace(File.separatorChar, '.');
                    Class<?> one = Class.forName(type);
                    if (isPublic(one) && one != ModelReport.class) { // pages have tests of their own
                        api.add(one);
                    }
                }
            } catch (IOException | ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        }
        return api;
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers()) && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
    }

    private static List<Executable> calls() {
        List<Executable> calls = new ArrayList<>();
        for (Class<?> type : API) {
            if (!Modifier.isAbstract(type.getModifiers()) && !Throwable.class.isAssignableFrom(type)) {
                calls.addAll(List.of(type.getConstructors()));
            }
            for (Method method : type.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic() && !Throwable.class.isAssignableFrom(type) && method.getParameterCount() > 0
                        && !SPARED.contains(method.getName()) && !SPARED.contains(type.getSimpleName() + "." + method.getName())) {
                    calls.add(method);
                }
            }
        }
        calls.sort((a, b) -> a.toGenericString().compareTo(b.toGenericString()));
        return calls;
    }

    @Property(tries = 5_000, seed = "1", shrinking = ShrinkingMode.OFF)
    @Rule({"ERR-1", "ERR-6"})
    void aWrongCallIsRefusedAndNothingHasChanged(@ForAll long seed) {
        Random random = new Random(seed);
        Executable call = CALLS.get(random.nextInt(CALLS.size()));
        judge(call, random);
    }

    static void judge(Executable call, Random random) {
        WrongValues values = new WrongValues(random, folder, API);
        Object self = null;
        for (int attempt = 0; attempt < 8 && self == null && call instanceof Method method && !Modifier.isStatic(method.getModifiers()); attempt++) {
            self = values.value(call.getDeclaringClass(), 0);
        }
        if (self == null && call instanceof Method method && !Modifier.isStatic(method.getModifiers())) {
            return;
        }
        Object[] arguments = values.arguments(call, 0);
        String before = state(self);
        try {
            invoke(call, self, arguments);
        } catch (Throwable thrown) {
            String what = call.getDeclaringClass().getSimpleName() + "." + call.getName() + Arrays.deepToString(arguments);
            if (!documented(thrown)) {
                throw new AssertionError(what + " threw " + thrown, thrown);
            }
            assertEquals(before, state(self), what);
        }
    }

    private static void invoke(Executable call, Object self, Object[] arguments) throws Throwable {
        try {
            if (call instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            } else {
                ((Method) call).invoke(self, arguments);
            }
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static boolean documented(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        boolean rule = message.matches("(?s)\\[[A-Z]+-\\d+\\] .*");
        if (thrown instanceof NullPointerException) {
            return message.matches("\\w+(\\[\\d+])*") && !message.equals("null") || message.matches(".* because \"[\\w.]+(\\(\\))?\" is null");
        }
        if (thrown.getClass() == IndexOutOfBoundsException.class) {
            return message.matches("Index -?\\d+ out of bounds for length \\d+");
        }
        return thrown.getClass() == IllegalArgumentException.class && rule || thrown instanceof RuleException && rule || thrown instanceof IOException || thrown instanceof UncheckedIOException;
    }

    /** What must not change when a call of a model is refused. */
    private static String state(Object self) {
        if (!(self instanceof Sequential model)) {
            return "";
        }
        return Arrays.deepToString(model.getWeights()) + model.name() + model.epochs() + (model.live.compiled == null ? "" : model.optimizer().iteration());
    }
}
