package lstm4j.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.layer.Shape;

/** What {@link Explanation} says about the data: the axes, what one sample and one x_t is, the ways to say the shape. */
final class DataStory {
    private final Architecture model;
    private final Shape input;
    private final int vocabulary; // of the Embedding it begins with; else 0
    private final List<String> lines = new ArrayList<>();

    private DataStory(Architecture model) {
        this.model = model;
        this.input = model.inputShape();
        this.vocabulary = model.layer(0).vocabulary();
    }

    static List<String> lines(Architecture model) {
        DataStory story = new DataStory(model);
        story.axes();
        story.lines.add("");
        story.sample();
        story.lines.add("");
        story.forms();
        return story.lines;
    }

    /** The names of the axes: {@code (batch, timesteps, features)}. */
    static String axisNames(Architecture model) {
        Shape shape = model.inputShape();
        if (model.layer(0).vocabulary() > 0) {
            return "(batch, timesteps)";
        }
        List<String> names = new ArrayList<>(List.of("batch"));
        for (int axis = 1; axis < shape.rank() - 1; axis++) {
            names.add(shape.rank() == 3 ? "timesteps" : "axis " + axis);
        }
        names.add("features");
        return "(" + String.join(", ", names) + ")";
    }

    private String apart() {
        return model.layers().stream().anyMatch(Layer::spansBatch)
                ? "Samples mix in training alone, where a layer computes with the whole batch; otherwise each is worked on as if it were alone."
                : "Samples never mix: each is worked on as if it were alone.";
    }

    private void axes() {
        TextLayout.hanging(lines, axis("batch", input.batch()), "B: " + (input.batch() == Shape.ANY
                ? "None is Keras's word for a size that only the data decide: any number of samples. " + apart()
                : "always " + input.batch() + " samples at a time. " + apart()));
        if (vocabulary > 0) {
            TextLayout.hanging(lines, axis("timesteps", input.get(1)), "T: each sample is " + TextLayout.count(input.get(1), "T", "whole number")
                    + ", one for each word, from 0 to " + TextLayout.number(vocabulary - 1) + ". No weight depends on T.");
            return;
        }
        if (input.rank() == 3) {
            int timesteps = input.get(1);
            TextLayout.hanging(lines, axis("timesteps", timesteps), "T: " + (timesteps == Shape.ANY
                    ? "None again, any number of steps; the samples of one batch all have the same number. No "
                    + "weight depends on it."
                    : timesteps == 1 ? "each sample has a single step."
                    : "each sample has " + TextLayout.number(timesteps) + " steps, read one after the other."));
        }
        for (int axis = 1; axis < input.rank() - 1 && input.rank() > 3; axis++) {
            TextLayout.hanging(lines, axis("axis " + axis, input.get(axis)), "rows of rows.");
        }
        TextLayout.hanging(lines, axis("features", input.features()), "F: " + (input.rank() == 2 ? "each sample is " : "each step is ")
                + TextLayout.count(input.features(), "F", "number") + ". The kernel of the first layer has a row for each.");
    }

    private static String axis(String name, int size) {
        return String.format(Locale.ROOT, "  %-9s  %5s  ", name, size == Shape.ANY ? "None" : String.valueOf(size));
    }

    private void sample() {
        if (vocabulary > 0) {
            TextLayout.paragraph(lines, "One sample is one row of whole numbers; x_t is the number of its word t. In Java a batch is "
                    + javaType(TextLayout.size(input.batch(), "B")) + ", that is x[sample][step]; a float array of whole numbers does as well.");
            return;
        }
        String java = "In Java a batch is " + javaType(TextLayout.size(input.batch(), "B"));
        if (input.rank() != 3) {
            TextLayout.paragraph(lines, (input.rank() == 2 ? "One sample is one row of " + TextLayout.count(input.features(), "F", "number")
                    + "; this model has no time axis. " : "") + java + ".");
            return;
        }
        int timesteps = input.get(1);
        int features = input.features();
        String total = timesteps == Shape.ANY ? "" : ": " + TextLayout.number((long) timesteps * features) + " numbers in all";
        TextLayout.paragraph(lines, "One sample is a table of " + TextLayout.count(timesteps, "T", "row") + " and " + TextLayout.count(features, "F", "column")
                + total + ". Row t is x_t, " + (features == 1 ? "the one number" : "the " + TextLayout.number(features) + " numbers")
                + " the model gets to see at step t. " + java + ", that is x[sample][step][feature].");
        if (features == 1) {
            TextLayout.paragraph(lines, "A plain series has one number per step, and still needs its axis of length 1: "
                    + TextLayout.unbroken("(batch, " + TextLayout.size(timesteps, "T") + ", 1)") + ", not "
                    + TextLayout.unbroken("(batch, " + TextLayout.size(timesteps, "T") + ")") + ".");
        } else if (timesteps == features) {
            TextLayout.paragraph(lines, "A picture of " + timesteps + "×" + features + " pixels read from top to bottom is such a sample: x_1 is its "
                    + "top row of pixels, x_" + timesteps + " its bottom row.");
        }
    }

    private String javaType(String batch) {
        StringBuilder type = new StringBuilder((vocabulary > 0 ? "int[" : "float[") + batch + "]");
        for (int axis = 1; axis < input.rank(); axis++) {
            type.append('[').append(TextLayout.size(input.get(axis), "T")).append(']');
        }
        return type.toString();
    }

    private void forms() {
        TextLayout.paragraph(lines, "The ways to say this shape; each builds the same model:");
        lines.add("");
        TextLayout.table(lines, "      ", forms(model), false, false);
        if (input.batch() == Shape.ANY) {
            lines.add("");
            TextLayout.paragraph(lines, "How many samples you have is not part of it: 60000 samples are " + javaType("60000")
                    + ", and the shape above stays.");
        }
    }

    /** Java code and remark of every way to give the input shape of this model. */
    static List<List<String>> forms(Architecture model) {
        Shape input = model.inputShape();
        Layer first = model.layer(0);
        String all = sizes(input, 0);
        String sample = sizes(input, 1);
        List<List<String>> forms = new ArrayList<>();
        if (input.batch() != Shape.ANY) {
            forms.add(List.of("batchInputShape(" + all + ")", "on the first layer, the batch first"));
            forms.add(List.of("Input.batchShape(" + all + ")", "in front of the layers, as in Keras 3"));
            return forms;
        }
        forms.add(List.of("inputShape(" + sample + ")", "on the first layer: one sample, without the batch"));
        forms.add(List.of("batchInputShape(" + all + ")", "with the batch; Shape.ANY is Keras's None"));
        if (first.vocabulary() > 0 && input.get(1) != Shape.ANY) {
            forms.add(List.of("inputLength(" + input.get(1) + ")", "T by name, as in Keras 1 and 2"));
        } else if (first.vocabulary() > 0) {
            forms.add(List.of("(nothing)", "any number of steps, which is what an Embedding takes by itself"));
        } else if (input.rank() == 3 && input.get(1) != Shape.ANY) {
            forms.add(List.of("inputLength(" + input.get(1) + ").inputDim(" + input.get(2) + ")", "T and F by name, as in Keras 1 and 2"));
        } else if (input.rank() == 2 && !first.takesSequence() || input.rank() == 3 && first.takesSequence()) {
            forms.add(List.of("inputDim(" + input.features() + ")",
                    input.rank() == 2 ? "F by name, as in Keras 1 and 2" : "F by name and T left open, as in Keras 1 and 2"));
        }
        forms.add(List.of("Input.shape(" + sample + ")", "in front of the layers, as in Keras 3"));
        List<String> positional = Stories.of(model, 0).positionalForm(sample);
        if (!positional.isEmpty()) {
            forms.add(positional);
        }
        return forms;
    }

    private static String sizes(Shape shape, int from) {
        List<String> sizes = new ArrayList<>();
        for (int axis = from; axis < shape.rank(); axis++) {
            sizes.add(TextLayout.size(shape.get(axis), "Shape.ANY"));
        }
        return String.join(", ", sizes);
    }
}
