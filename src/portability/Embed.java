import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import lstm4j.Sequential;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.layer.RuleException;

/** {@code java -cp lstm4j.jar Embed.java FOLDER MODEL...}: as {@code convert --to embedded} of many files, in one process; says which are not for Predictions. */
class Embed {
    public static void main(String[] words) throws IOException {
        Path folder = Files.createDirectories(Path.of(words[0]));
        for (int i = 1; i < words.length; i++) {
            try {
                Sequential model = Sequential.load(Path.of(words[i])).name(words[i]);
                if (model.architecture().inputShape().rank() > 3) {
                    System.out.println("left out: " + words[i] + " takes " + model.architecture().inputShape());
                } else {
                    model.save(folder.resolve("model-" + i + ".safetensors"));
                }
            } catch (ModelFormatException | RuleException e) {
                System.out.println("left out: " + e.getMessage().lines().findFirst().orElse(""));
            }
        }
    }
}
