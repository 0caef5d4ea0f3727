package lstm4j.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.keras.KerasReader;
import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.FileBytes;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.NumberRows;
import lstm4j.keras.hdf5.Hdf5;
import lstm4j.keras.hdf5.Hdf5Attribute;
import lstm4j.keras.hdf5.Hdf5Dataset;
import lstm4j.keras.hdf5.Hdf5Group;
import lstm4j.keras.hdf5.Hdf5Link;
import lstm4j.keras.hdf5.Hdf5Node;
import lstm4j.keras.hdf5.Hdf5Other;
import lstm4j.keras.npy.Npy;
import lstm4j.keras.safetensors.Safetensors;
import lstm4j.keras.zip.ZipEntries;

/** {@code lstm4j inspect FILE}: what is in a file, group by group, array by array, whether or not it is a model. */
final class InspectCommand implements Command {
    private static final int SHOWN = 100; // characters of a value

    @Override
    public String name() {
        return "inspect";
    }

    @Override
    public String purpose() {
        return "list the groups, arrays and attributes in a file, model or not";
    }

    @Override
    public String arguments() {
        return "FILE";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.flag("--full", "show texts and lists whole, however long"));
    }

    @Override
    public String details() {
        return """
                FILE is HDF5 (.h5, .weights.h5), .keras, .npz, .npy or .safetensors; what it is, is seen from its content.

                examples:
                  lstm4j inspect model.keras
                  lstm4j inspect old.h5 --full""";
    }

    @Override
    public int run(Arguments arguments, PrintStream out, PrintStream err) throws IOException {
        Path file = Path.of(arguments.rest(1, 1, "one argument, the file").get(0));
        return FileBytes.with(file, Limits.DEFAULT, bytes -> {
            KerasReader.requireKnown(bytes, file.toString());
            show(bytes, file.toString(), "", arguments.has("--full") ? Integer.MAX_VALUE : SHOWN, out);
            return 0;
        });
    }

    private static void show(Blob bytes, String file, String indent, int shown, PrintStream out) throws ModelFormatException {
        if (Hdf5.isHdf5(bytes)) {
            out.println(indent + file + ": HDF5, " + size(bytes.length()));
            group(Hdf5.read(bytes, file, Limits.DEFAULT), indent + "  ", shown, out);
        } else if (ZipEntries.looksLikeZip(bytes)) {
            out.println(indent + file + ": zip, " + size(bytes.length()));
            ZipEntries zip = ZipEntries.open(bytes, file, Limits.DEFAULT);
            for (String entry : zip.names()) {
                show(zip.content(entry), ModelFormatException.printable(entry), indent + "  ", shown, out);
            }
        } else if (Npy.looksLikeNpy(bytes)) {
            out.println(indent + file + ": array " + Npy.read(bytes, file, Limits.DEFAULT).shapeText());
        } else if (Safetensors.looksLikeSafetensors(bytes)) {
            out.println(indent + file + ": safetensors, " + size(bytes.length()));
            Safetensors.metadata(bytes, file, Limits.DEFAULT).forEach((name, text) -> attribute(name, text, indent + "  ", shown, out));
            for (Map.Entry<String, NumberRows> array : Safetensors.readRows(bytes, file, Limits.DEFAULT).entrySet()) {
                out.println(indent + "  " + ModelFormatException.printable(array.getKey()) + "  array " + array.getValue().shapeText());
            }
        } else {
            out.println(indent + file + ": " + size(bytes.length()));
        }
    }

    private static void group(Hdf5Group group, String indent, int shown, PrintStream out) {
        attributes(group.attributes(), indent, shown, out);
        for (Hdf5Node child : group.children().values()) {
            if (child instanceof Hdf5Group inner) {
                out.println(indent + ModelFormatException.printable(inner.name()) + "/");
                group(inner, indent + "  ", shown, out);
            } else if (child instanceof Hdf5Dataset dataset) {
                out.println(indent + ModelFormatException.printable(dataset.name()) + "  " + shape(dataset.shape()) + " " + dataset.type() + ", " + dataset.storage());
                attributes(dataset.attributes(), indent + "  ", shown, out);
            } else if (child instanceof Hdf5Link link) {
                out.println(indent + ModelFormatException.printable(link.name() + "  link to " + link.target()) + (link.isExternal() ? " in another file" : ""));
            } else if (child instanceof Hdf5Other other) {
                out.println(indent + ModelFormatException.printable(other.name()) + "  " + other.kind());
            }
        }
    }

    private static void attributes(Map<String, Hdf5Attribute> attributes, String indent, int shown, PrintStream out) {
        for (Hdf5Attribute attribute : attributes.values()) {
            attribute(attribute.name(), value(attribute), indent, shown, out);
        }
    }

    private static void attribute(String name, String text, String indent, int shown, PrintStream out) {
        String value = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
        out.println(indent + "@" + ModelFormatException.printable(name) + " = "
                + (value.length() <= shown ? value : value.substring(0, shown) + " … (" + value.length() + " characters)"));
    }

    private static String value(Hdf5Attribute attribute) {
        try {
            return switch (attribute.kind()) {
                case STRING -> attribute.strings().stream().map(text -> '"' + text + '"').collect(Collectors.joining(", "));
                case INTEGER -> Arrays.stream(attribute.longs()).mapToObj(String::valueOf).collect(Collectors.joining(", "));
                case FLOAT -> Arrays.stream(attribute.doubles()).mapToObj(String::valueOf).collect(Collectors.joining(", "));
                default -> attribute.type();
            };
        } catch (ModelFormatException e) {
            return attribute.type() + " (" + e.getMessage().lines().findFirst().orElse("") + ")";
        }
    }

    private static String shape(long[] shape) {
        return Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", ", "(", shape.length == 1 ? ",)" : ")"));
    }

    private static String size(int bytes) {
        return String.format(Locale.ROOT, "%,d bytes", bytes);
    }
}
