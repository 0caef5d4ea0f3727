package lstm4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ModelParserProperties {
    /** A model both ways: as it is written, and as the Java program would build it. */
    record Written(String text, List<Layer> layers) {
    }

    @Provide
    Arbitrary<Written> models() {
        return Arbitraries.longs().map(seed -> written(new Random(seed)));
    }

    private static Written written(Random random) {
        List<Layer> layers = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.append(text.isEmpty() ? "" : pick(random, " ", ", ", "->", " → ", "\n", ", -> "));
            layers.add(switch (random.nextInt(4)) {
                case 0 -> dense(random, text);
                case 1 -> dropout(random, text);
                case 2 -> masking(random, text);
                default -> lstm(random, text);
            });
        }
        return new Written(text.toString(), layers);
    }

    private static Layer lstm(Random random, StringBuilder text) {
        int units = 1 + random.nextInt(1000);
        boolean sequences = random.nextBoolean();
        boolean stateful = random.nextBoolean();
        boolean bias = random.nextBoolean();
        ActivationFunction function = ActivationFunction.values()[random.nextInt(ActivationFunction.SOFTMAX.ordinal())];
        String name = function.name();
        List<String> options = new ArrayList<>(List.of(
                sequences ? pick(random, "return_sequences", "returnSequences", "return_sequences=True", "return_sequences = 1") : "return_sequences=False",
                stateful ? "stateful" : "stateful=false",
                pick(random, "use_bias=", "useBias =") + bias,
                pick(random, "", "activation=", "activation =") + pick(random, name, name.toLowerCase(Locale.ROOT), "'" + name.toLowerCase(Locale.ROOT) + "'")));
        Collections.shuffle(options, random);
        options.add(0, pick(random, "", "units=") + units);
        text.append("LSTM(").append(String.join(pick(random, ",", ", ", " , "), options)).append(pick(random, ")", ",)", " )"));
        return LSTM.units(units).returnSequences(sequences).stateful(stateful).useBias(bias).activation(function);
    }

    private static Layer dense(Random random, StringBuilder text) {
        int units = 1 + random.nextInt(1000);
        text.append("Dense(").append(units).append(pick(random, ", softmax)", ", activation='softmax')"));
        return Dense.units(units).activation(ActivationFunction.SOFTMAX);
    }

    private static Layer dropout(Random random, StringBuilder text) {
        double rate = random.nextInt(11) / 10.0;
        text.append("Dropout(").append(pick(random, "", "rate=")).append(rate).append(")");
        return Dropout.rate(rate);
    }

    private static Layer masking(Random random, StringBuilder text) {
        text.append(pick(random, "Masking", "Masking()", "Masking(0)", "masking(mask_value=0.0)"));
        return Masking.value(0);
    }

    private static String pick(Random random, String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    @Property(tries = 500)
    void aModelReadsAsItWasWritten(@ForAll("models") Written model) {
        assertEquals(LayerText.of(model.layers()), LayerText.of(ModelParser.parse(model.text())), model.text());
    }

    @Provide
    Arbitrary<String> nearlyModels() {
        Arbitrary<String> pieces = Arbitraries.of("LSTM", "Dense", "Input", "Masking", "Flatten", "(", ")", "[", "]", ",", "=", "'", "\"", " ", "->", "128", "0",
                "-1", "1e9", "99999999999999", "none", "*", "?", "return_sequences", "activation", "softmax", "name", "input_shape", "(2,3)", "input_dim",
                "stateful", "True", "ü", "\t", "\n", "%", "", "...", "_", "1.5");
        return pieces.list().ofMaxSize(14).map(list -> String.join("", list));
    }

    @Property(tries = 2000)
    void whateverIsWrittenIsUnderstoodOrRefusedWithAMessage(@ForAll("nearlyModels") String text) {
        MainTest.Run run = MainTest.run("summary", "--input", "2,3", "--", text);
        assertTrue(run.exitCode() >= 0 && run.exitCode() <= 2);
        assertFalse(run.err().contains("bug of lstm4j"), text + "\n" + run.err());
        assertEquals(run.exitCode() == 0, run.err().isEmpty());
        assertTrue(run.exitCode() == 0 || run.err().startsWith("["), run.err());
    }

    @Property(tries = 500)
    void anyTextAtAllIsRefusedWithAMessage(@ForAll String text) {
        MainTest.Run run = MainTest.run("explain", "--input", "2,3", "--", text);
        assertEquals(2, run.exitCode(), run.err());
        assertTrue(run.err().startsWith("[CLI-"), run.err());
    }
}
