package lstm4j.keras.hdf5;

import lstm4j.keras.bytes.Blob;

/**
 * The two checksums of HDF5: Bob Jenkins's lookup3 over metadata and Fletcher's over filtered chunks. Plain arithmetic on
 * ranges that the caller has checked. Source: HDF5 File Format Specification 3.0, "checksum"; burtleburtle.net/bob.
 */
final class Checksums {
    private Checksums() {
    }

    /** lookup3 ("hashlittle", initial value 0) of {@code bytes[from .. to)}. */
    static int lookup3(Blob bytes, int from, int to) {
        int a = 0xdeadbeef + (to - from);
        int b = a;
        int c = a;
        if (from == to) {
            return c;
        }
        int at = from;
        while (to - at > 12) {
            a += little(bytes, at, to);
            b += little(bytes, at + 4, to);
            c += little(bytes, at + 8, to);
            a = (a - c) ^ Integer.rotateLeft(c, 4);
            c += b;
            b = (b - a) ^ Integer.rotateLeft(a, 6);
            a += c;
            c = (c - b) ^ Integer.rotateLeft(b, 8);
            b += a;
            a = (a - c) ^ Integer.rotateLeft(c, 16);
            c += b;
            b = (b - a) ^ Integer.rotateLeft(a, 19);
            a += c;
            c = (c - b) ^ Integer.rotateLeft(b, 4);
            b += a;
            at += 12;
        }
        a += little(bytes, at, to);
        b += little(bytes, at + 4, to);
        c += little(bytes, at + 8, to);
        c = (c ^ b) - Integer.rotateLeft(b, 14);
        a = (a ^ c) - Integer.rotateLeft(c, 11);
        b = (b ^ a) - Integer.rotateLeft(a, 25);
        c = (c ^ b) - Integer.rotateLeft(b, 16);
        a = (a ^ c) - Integer.rotateLeft(c, 4);
        b = (b ^ a) - Integer.rotateLeft(a, 14);
        return (c ^ b) - Integer.rotateLeft(b, 24);
    }

    /** Four bytes, least significant first; bytes from {@code to} on count as 0. */
    private static int little(Blob bytes, int at, int to) {
        int value = 0;
        for (int k = 0; k < 4 && at + k < to; k++) {
            value |= (bytes.at(at + k) & 0xff) << 8 * k;
        }
        return value;
    }

    /** Fletcher-32 of {@code bytes[from .. to)} as HDF5 computes it: 16-bit words, most significant byte first, sums modulo 65535. */
    static int fletcher32(Blob bytes, int from, int to) {
        int sum1 = 0;
        int sum2 = 0;
        for (int at = from; at < to; at += 2) {
            int low = at + 1 < to ? bytes.at(at + 1) & 0xff : 0;
            sum1 = fold(sum1 + ((bytes.at(at) & 0xff) << 8 | low));
            sum2 = fold(sum2 + sum1);
        }
        return sum2 << 16 | sum1;
    }

    /** Ones' complement sum: 65535 stays 65535, and only a sum of zeros is 0. */
    private static int fold(int sum) {
        return (sum & 0xffff) + (sum >>> 16);
    }
}
