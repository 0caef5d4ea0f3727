package lstm4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import lstm4j.testing.Rule;

/** The tuned products beside their naive twins, over shapes that cross every block, tile and remainder. */
@Rule({"NUM-1", "NUM-4"})
class MatrixProperties {
    /** Matrices are one larger than the counts say, and the margin must stay as it was. */
    private static final int MARGIN = 1;

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void aProductIsBitEqualToTheTextbookLoop(@ForAll("counts") int rows, @ForAll("counts") int inner,
            @ForAll("counts") int columns, @ForAll long seed, @ForAll boolean special) {
        assertProduct(rows, inner, columns, new Random(seed), special);
    }

    private static void assertProduct(int rows, int inner, int columns, Random random, boolean special) {
        float[][] a = matrix(random, rows, inner, special);
        float[][] b = matrix(random, inner, columns, special);
        float[][] c = matrix(random, rows, columns, special);
        float[][] expected = copy(c);
        NaiveMatrix.addProduct(expected, a, b, rows, inner, columns);
        Matrix.addProduct(c, a, b, rows, inner, columns);
        assertSameBits(expected, c);
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void aTransposedProductIsBitEqualToTheTextbookLoop(@ForAll("counts") int rows, @ForAll("counts") int inner,
            @ForAll("counts") int columns, @ForAll long seed, @ForAll boolean special) {
        assertTransposedProduct(rows, inner, columns, new Random(seed), special);
    }

    private static void assertTransposedProduct(int rows, int inner, int columns, Random random, boolean special) {
        float[][] a = matrix(random, rows, inner, special);
        float[][] b = matrix(random, rows, columns, special);
        float[][] c = matrix(random, inner, columns, special);
        float[][] expected = copy(c);
        NaiveMatrix.addTransposedProduct(expected, a, b, rows, inner, columns);
        Matrix.addTransposedProduct(c, a, b, rows, inner, columns);
        assertSameBits(expected, c);
    }

    /** 1030 columns make blocks of 63 rows of b and groups of 2 of c: every remainder around the ends of the first, second and third block. */
    @Property(generation = GenerationMode.EXHAUSTIVE)
    void productsAreBitEqualAroundTheEndsOfBlocks(@ForAll("blockEnds") int inner, @ForAll @IntRange(min = 1, max = 4) int rows) {
        assertProduct(rows, inner, 1030, new Random(inner), false);
        assertTransposedProduct(inner, rows, 1030, new Random(inner), false);
    }

    @Provide
    Arbitrary<Integer> blockEnds() {
        return Arbitraries.of(61, 62, 63, 64, 65, 66, 67, 68, 125, 126, 127, 128, 129, 130, 131, 188, 189, 190, 191);
    }

    /** 22,000 columns make the smallest block, of three rows. */
    @Property(generation = GenerationMode.EXHAUSTIVE)
    void productsAreBitEqualWithTheSmallestBlocks(@ForAll @IntRange(min = 1, max = 8) int inner, @ForAll @IntRange(min = 1, max = 3) int rows) {
        assertProduct(rows, inner, 22_000, new Random(inner), false);
        assertTransposedProduct(inner, rows, 22_000, new Random(inner), false);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aSumOfRowsIsBitEqualToTheTextbookLoop(@ForAll("counts") int rows, @ForAll("counts") int columns,
            @ForAll long seed, @ForAll boolean special) {
        Random random = new Random(seed);
        float[][] a = matrix(random, rows, columns, special);
        float[][] c = matrix(random, 0, columns, special);
        float[][] expected = copy(c);
        NaiveMatrix.addRows(expected[0], a, rows, columns);
        Matrix.addRows(c[0], a, rows, columns);
        assertSameBits(expected, c);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aTransposeSwapsRowsAndColumns(@ForAll("counts") int rows, @ForAll("counts") int columns, @ForAll("counts") int at, @ForAll("counts") int from,
            @ForAll long seed) {
        Random random = new Random(seed);
        float[][] a = matrix(random, from + rows, columns, true);
        float[][] out = matrix(random, columns, at + rows, false);
        float[][] expected = copy(out);
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                expected[j][at + r] = a[from + r][j];
            }
        }
        Matrix.transpose(a, from, rows, columns, out, at);
        assertSameBits(expected, out);
    }

    /** Mostly small, often none or one, sometimes past groups and blocks: 1030 columns make groups of 2 and blocks of 63 rows. */
    @Provide
    Arbitrary<Integer> counts() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.integers().between(0, 20)),
                Tuple.of(3, Arbitraries.integers().between(21, 90)),
                Tuple.of(1, Arbitraries.of(127, 128, 129, 1030)));
    }

    private static float[][] matrix(Random random, int rows, int columns, boolean special) {
        float[] specials = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, 0f, Float.MIN_VALUE,
            Float.MAX_VALUE, -Float.MAX_VALUE};
        float[][] m = new float[rows + MARGIN][columns + MARGIN];
        for (float[] row : m) {
            for (int j = 0; j < row.length; j++) {
                row[j] = special && random.nextInt(8) == 0
                        ? specials[random.nextInt(specials.length)] : (float) random.nextGaussian();
            }
        }
        return m;
    }

    private static float[][] copy(float[][] m) {
        return Arrays.stream(m).map(float[]::clone).toArray(float[][]::new);
    }

    private static void assertSameBits(float[][] expected, float[][] actual) {
        assertArrayEquals(bits(expected), bits(actual));
    }

    /** Every NaN counts as the same: which of two NaNs an addition returns is not defined in Java. */
    private static int[][] bits(float[][] m) {
        int[][] bits = new int[m.length][];
        for (int r = 0; r < m.length; r++) {
            bits[r] = new int[m[r].length];
            for (int j = 0; j < m[r].length; j++) {
                bits[r][j] = Float.floatToIntBits(m[r][j]);
            }
        }
        return bits;
    }
}
