package lstm4j.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Layers answer for themselves: nobody else asks which one it is, and each says all its options. */
class LayersTest {
    private static final Path SOURCES = Path.of("src/main/java/lstm4j");
    /** Layers themselves; the classes that do one layer's work, and those that make them; those that list a layer's mistakes. */
    private static final String MAY_KNOW = "layer/.*|check/(Judged[A-Z]\\w*|\\w*Faults)|engine/[A-Z]\\w*Pass|engine/Passes|oracle/Oracle[A-Z]\\w*|text/\\w*Stor(y|ies)|keras/JavaSource";

    @Test
    void nobodyAsksWhichLayerItIs() throws IOException {
        String names = Stream.concat(Layers.ALL.stream().map(layer -> layer.getClass().getSimpleName()), Stream.of("Input", "Recurrent"))
                .collect(Collectors.joining("|"));
        Pattern asked = Pattern.compile("instanceof (?:layer\\.)?(?:" + names + ")\\b|\\b(?:" + names + ")\\.class|\\((?:" + names + ")\\) ");
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
                String name = SOURCES.relativize(file).toString().replace('\\', '/').replace(".java", "");
                if (!name.matches(MAY_KNOW)) {
                    Files.readString(file).lines().filter(line -> asked.matcher(line).find()).forEach(line -> found.add(name + ": " + line.strip()));
                }
            }
        }
        assertEquals(List.of(), found);
    }

    @Test
    void everyLayerIsInTheListOnce() throws IOException {
        Set<String> listed = Layers.ALL.stream().map(layer -> layer.getClass().getSimpleName()).collect(Collectors.toSet());
        assertEquals(Layers.ALL.size(), listed.size());
        try (Stream<Path> files = Files.list(SOURCES.resolve("layer"))) {
            for (Path file : files.toList()) {
                if (Pattern.compile("public final class \\w+ extends \\w+<").matcher(Files.readString(file)).find()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    assertTrue(listed.contains(name) || name.equals("Input"), name);
                }
            }
        }
    }

    @Test
    void anOptionIsNamedOnceAndKeepsWhatItIsGiven() {
        for (FluentLayer<?> layer : Layers.ALL) {
            Set<String> names = new HashSet<>();
            for (LayerOption<?> option : layer.options()) {
                assertTrue(names.add(option.name()), option.name());
                option.olderNames().forEach(older -> assertTrue(names.add(older), older));
                if (option.mustBeGiven()) {
                    assertNotNull(layer.get(option), layer.type() + " " + option.name());
                }
                Object other = another(option, layer.get(option));
                assertEquals(other, layer.option(option, other).get(option), option.name());
                assertFalse(other.equals(layer.get(option)), "the layer itself does not change");
            }
        }
    }

    private static Object another(LayerOption<?> option, Object value) {
        return switch (option.kind()) {
            case INTEGER -> value == null ? 3 : (Integer) value + 1;
            case INTEGERS -> List.of(2, 1);
            case NUMBER -> (Double) value == Double.POSITIVE_INFINITY ? 0.5 : (Double) value / 2 + 0.25;
            case FLAG -> !(Boolean) value;
            case ACTIVATION -> ActivationFunction.RELU;
            case INITIALIZER -> Initializer.constant(3);
            case REGULARIZER -> Regularizer.l2(3);
            case CONSTRAINT -> Constraint.maxNorm(3);
            case CHOICE -> Arrays.stream(((Enum<?>) value).getDeclaringClass().getEnumConstants()).filter(one -> one != value).findFirst().orElseThrow();
            case LAYER -> LSTM.units(7);
            case CELLS -> List.of(LSTM.units(7), GRU.units(3));
        };
    }

    @Test
    void aLayerThatRemembersNamesItsStateAndItsGates() {
        assertEquals(List.of("h", "c"), LSTM.units(3).stateNames());
        assertEquals(List.of(3, 3), List.of(LSTM.units(3).stateSizes()[0], LSTM.units(3).stateSizes()[1]));
        assertEquals(List.of("i", "f", "c", "o"), LSTM.units(3).gates());
        for (FluentLayer<?> layer : Layers.ALL) {
            assertEquals(layer.stateNames().size(), layer.stateSizes().length, layer.type());
            assertEquals(0, layer.weights(Shape.of(Shape.ANY, 4, 6)).stream().filter(w -> w.columns() % Math.max(1, layer.gates().size()) != 0).count());
        }
    }

    @Test
    @Rule("INIT-6")
    void aScaledInitializerNeedsItsFanAndNoOtherHasOne() {
        for (Initializer.Kind kind : Initializer.Kind.values()) {
            boolean scaled = kind.name().startsWith("SCALED");
            Executable wrong = () -> new Initializer(kind, 1, 0, scaled ? null : Initializer.Fan.IN);
            assertEquals("INIT-6", assertThrows(RuleException.class, wrong).rule());
        }
    }

    @Test
    void theUsualLayersAreThoseOfTheList() {
        for (FluentLayer<?> layer : Layers.ALL) {
            assertEquals(layer.getClass(), UsualLayers.example(layer.type()).orElseThrow().getClass());
        }
        assertTrue(UsualLayers.example("LSTMP").isEmpty());
    }
}
