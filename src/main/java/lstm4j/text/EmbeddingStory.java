package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Architecture;
import lstm4j.layer.Embedding;

/** The story of an Embedding layer: a table, and a row of it for each number. */
final class EmbeddingStory extends Story {
    private final Embedding embedding;

    EmbeddingStory(Architecture model, int place) {
        super(model, place);
        this.embedding = (Embedding) model.layer(place);
    }

    @Override
    String kind() {
        return "Embedding of " + TextLayout.number(embedding.vocabulary()) + " words";
    }

    @Override
    String gives() {
        return "a row of " + TextLayout.count(embedding.units(), "U", "number") + " for each step";
    }

    @Override
    List<String> lines(boolean first) {
        List<String> lines = new ArrayList<>();
        TextLayout.paragraph(lines, "A table with a row of " + TextLayout.count(embedding.units(), "U", "number") + " for each of "
                + TextLayout.number(embedding.vocabulary()) + " words. The number of a word becomes its row, which is learned like any weight; words"
                + " that are used alike get rows that are alike. Only the rows of words that occur in a batch have a gradient."
                + (embedding.masksZero() ? " The number 0 stands for no word: such a step is masked." : ""));
        lines.add("");
        TextLayout.table(lines, "      ", List.of(
                List.of("embeddings", model.weights(place).get(0).shape(), model.formula(place), "=",
                        TextLayout.number(model.parameterCount(place)))), false, false, false, false, true);
        return lines;
    }
}
