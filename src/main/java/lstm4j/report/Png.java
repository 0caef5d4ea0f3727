package lstm4j.report;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Pictures of few colours as PNG: a palette in which each colour has its own opacity, so that they suit light and dark pages. */
final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int PALETTE = 3; // colour type: each pixel is the number of a colour

    private Png() {
    }

    /**
     * The address of a picture that is inside its own address.
     *
     * @param pixels [height][width] number of a colour
     * @param colours 0xAARRGGBB, at most 256
     */
    static String dataUri(byte[][] pixels, int[] colours) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        chunk(png, "IHDR", ByteBuffer.allocate(13).putInt(pixels[0].length).putInt(pixels.length)
                .put((byte) 8).put((byte) PALETTE).array());
        byte[] rgb = new byte[3 * colours.length];
        byte[] opacity = new byte[colours.length];
        for (int k = 0; k < colours.length; k++) {
            opacity[k] = (byte) (colours[k] >>> 24);
            rgb[3 * k] = (byte) (colours[k] >>> 16);
            rgb[3 * k + 1] = (byte) (colours[k] >>> 8);
            rgb[3 * k + 2] = (byte) colours[k];
        }
        chunk(png, "PLTE", rgb);
        chunk(png, "tRNS", opacity);
        chunk(png, "IDAT", deflated(pixels));
        chunk(png, "IEND", new byte[0]);
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        png.writeBytes(name);
        png.writeBytes(data);
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    /** Each row begins with its filter: 0, none. */
    private static byte[] deflated(byte[][] pixels) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        for (byte[] row : pixels) {
            rows.write(0);
            rows.writeBytes(row);
        }
        deflater.setInput(rows.toByteArray());
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] part = new byte[4096];
        while (!deflater.finished()) {
            packed.write(part, 0, deflater.deflate(part));
        }
        deflater.end();
        return packed.toByteArray();
    }
}
