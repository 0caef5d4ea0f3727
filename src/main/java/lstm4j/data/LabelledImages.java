package lstm4j.data;

/**
 * Images and what they show. The arrays are not copied.
 *
 * @param images (N, rows, columns), 0 is background and 1 is full ink
 * @param labels (N), the class of each image
 */
public record LabelledImages(float[][][] images, int[] labels) {
    /** As many labels as images, else [DATA-26]. */
    public LabelledImages {
        if (images.length != labels.length) {
            throw Message.mistake("DATA-26", "labelled images", "one label for each of the " + images.length + " images",
                    labels.length + " labels", "");
        }
    }

    /** Number of images. */
    public int count() {
        return images.length;
    }
}
