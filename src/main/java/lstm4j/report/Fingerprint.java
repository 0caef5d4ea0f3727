package lstm4j.report;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import lstm4j.layer.Required;

/** A short name for all bits of a model's weights: equal names, equal models. */
public final class Fingerprint {
    private static final int SHOWN = 8; // bytes of the 32

    private Fingerprint() {
    }

    /** The first 16 hexadecimal digits of the SHA-256 of all weights, in their order, as big-endian floats. */
    public static String of(float[][][] weights) {
        MessageDigest digest = sha256();
        for (float[][] weight : Required.all("weights", weights)) {
            for (float[] row : Required.all("weight", weight)) {
                ByteBuffer bytes = ByteBuffer.allocate(4 * row.length);
                for (float number : row) {
                    bytes.putInt(Float.floatToIntBits(number)); // every NaN is the canonical one
                }
                digest.update(bytes.flip());
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, SHOWN);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("lstm4j bug: every Java platform has SHA-256", e);
        }
    }
}
