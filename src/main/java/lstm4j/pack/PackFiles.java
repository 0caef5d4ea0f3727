package lstm4j.pack;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

import lstm4j.keras.bytes.Limits;
import lstm4j.keras.json.Json;
import lstm4j.keras.json.JsonParser;
import lstm4j.layer.RuleException;

/** The recorded pack as it travels in the jar: bytes that are handed on, never computed. */
public final class PackFiles {
    static final String MANIFEST = "manifest.json";

    private PackFiles() {
    }

    /** Every file of the pack by its name, the manifest last, each held against its hash. */
    public static Map<String, byte[]> recorded() throws IOException {
        byte[] manifest = bytes(MANIFEST);
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Map.Entry<String, Json> file : JsonParser.parse(manifest, MANIFEST, Limits.DEFAULT).need("files").members().entrySet()) {
            byte[] bytes = bytes(file.getKey());
            requireRecorded(file.getKey(), file.getValue().text(), bytes);
            files.put(file.getKey(), bytes);
        }
        files.put(MANIFEST, manifest);
        return files;
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = PackFiles.class.getResourceAsStream("recorded/" + name)) {
            if (in == null) {
                throw new RuleException("PACK-2", "lstm4j.jar", "the file " + name + " of the conformance pack", "none", "this jar was built without it");
            }
            return in.readAllBytes();
        }
    }

    /** [PACK-2] for a file that is not the one the manifest was written with. */
    static void requireRecorded(String name, String expected, byte[] bytes) {
        String found = sha256(bytes);
        if (!found.equals(expected)) {
            throw new RuleException("PACK-2", name, "the file with SHA-256 " + expected.substring(0, 12) + "…", found.substring(0, 12) + "…",
                    "it was changed or cut off; write the pack anew: lstm4j vectors --output DIR");
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            StringBuilder text = new StringBuilder();
            for (byte one : MessageDigest.getInstance("SHA-256").digest(bytes)) {
                text.append(Character.forDigit(one >> 4 & 15, 16)).append(Character.forDigit(one & 15, 16));
            }
            return text.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("lstm4j bug: every JDK has SHA-256", e);
        }
    }
}
