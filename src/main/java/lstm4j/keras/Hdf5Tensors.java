package lstm4j.keras;

import java.util.Arrays;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.NumberRows;
import lstm4j.keras.hdf5.Hdf5Data;
import lstm4j.keras.hdf5.Hdf5Dataset;
import lstm4j.layer.Weight;

/** Between HDF5 datasets and the arrays of models. */
final class Hdf5Tensors {
    private Hdf5Tensors() {
    }

    /** A dataset of numbers; anything else fails as {@link Hdf5Dataset} says. */
    static NumberRows read(Hdf5Dataset dataset) throws ModelFormatException {
        float[][] rows = dataset.rows(); // fails where the sizes multiply to more than an array can hold
        return new NumberRows(Arrays.stream(dataset.shape()).mapToInt(Math::toIntExact).toArray(), rows);
    }

    /** A weight, or an optimizer's array of the same shape, as Keras shapes it. */
    static Hdf5Data write(Weight weight, float[][] rows) {
        return Hdf5Data.floats(new NumberRows(weight.axes(), rows));
    }
}
