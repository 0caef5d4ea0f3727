/**
 * HDF5 files, read as far as Keras and h5py write them, and written so that both read them. {@link lstm4j.keras.hdf5.Hdf5} is
 * the door. Needs {@code lstm4j.keras.bytes} and nothing else of lstm4j. Spec: chapter 9; the HDF5 file format specification.
 */
package lstm4j.keras.hdf5;
