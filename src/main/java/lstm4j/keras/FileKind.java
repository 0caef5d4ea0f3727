package lstm4j.keras;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.hdf5.Hdf5;
import lstm4j.keras.npy.Npy;
import lstm4j.keras.safetensors.Safetensors;
import lstm4j.keras.zip.ZipEntries;

/** What bytes are, by what they contain. */
enum FileKind {
    /** A zip: {@code .keras}, {@code .npz}. */
    ZIP("a zip"),
    /** HDF5: {@code .h5}. */
    HDF5("HDF5"),
    /** A JSON object: {@code model.json}. */
    JSON("JSON"),
    /** One NumPy array. */
    NPY("a single NumPy array"),
    /** Named arrays. */
    SAFETENSORS("safetensors"),
    /** None of these. */
    UNKNOWN("something else");

    private static final String LFS = "version https://git-lfs.github.com/spec/";
    /** How much of an unknown file a message looks at. */
    private static final int BEGINNING = 200;

    private final String words;

    FileKind(String words) {
        this.words = words;
    }

    static FileKind of(Blob bytes) {
        if (ZipEntries.looksLikeZip(bytes)) {
            return ZIP;
        }
        if (Npy.looksLikeNpy(bytes)) {
            return NPY;
        }
        if (Safetensors.looksLikeSafetensors(bytes)) {
            return SAFETENSORS;
        }
        if (Hdf5.isHdf5(bytes)) {
            return HDF5;
        }
        return beginning(bytes).trim().startsWith("{") ? JSON : UNKNOWN;
    }

    private static String beginning(Blob bytes) {
        return new String(bytes.copy(0, Math.min(BEGINNING, bytes.length())), ISO_8859_1);
    }

    /** [FILE-56], with a guess at what the file is instead. */
    static ModelFormatException unknown(Blob bytes, String file) {
        String start = beginning(bytes);
        String got = "bytes of no format it knows";
        String hint = "save the model in Keras with model.save(\"m.keras\")";
        if (bytes.length() == 0) {
            got = "an empty file";
        } else if (start.startsWith(LFS)) {
            got = "a Git-LFS pointer: this is a pointer, not the file";
            hint = "run \"git lfs pull\" in the repository, or download the file itself";
        } else if (start.trim().startsWith("<")) {
            got = "a web page";
            hint = "the download gave the page about the file; fetch the raw file";
        } else if (start.startsWith("\u001f\u008b")) {
            got = "gzip data";
            hint = "unpack it first";
        } else if (start.startsWith("\u0080") && bytes.length() > 1 && bytes.at(1) <= 5) {
            got = "a Python pickle, which is code";
        } else if (start.startsWith("TFL3", 4)) {
            got = "a TensorFlow Lite model";
        } else if (bytes.at(0) == 8 && start.contains("\u0012")) {
            got = "what looks like a TensorFlow SavedModel or ONNX file";
        }
        return new ModelFormatException("FILE-56", file, 0, "expected a model file (.keras, .h5) or weights (.weights.h5, .npz, .safetensors), got " + got, hint);
    }

    @Override
    public String toString() {
        return words;
    }
}
