package lstm4j.bench;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The limit of this processor for one multiplication and one addition, which no product can pass: eight sums in registers,
 * nothing read or stored. {@code -Dbench=Limit -Dbench.jvm=--add-modules=jdk.incubator.vector}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LimitBench {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int SUMS = 8;

    /** It does as many multiplications and additions as this product has. */
    @Param("128x128x512")
    public String shape;

    public float factor = 0.999f;

    @Benchmark
    public float multiplyAndAdd() {
        FloatVector p = FloatVector.broadcast(FLOATS, factor);
        FloatVector a = p, b = p, c = p, d = p, e = p, f = p, g = p, h = p;
        for (int done = 0; done < 128 * 128 * 512; done += SUMS * FLOATS.length()) {
            a = a.mul(p).add(p);
            b = b.mul(p).add(p);
            c = c.mul(p).add(p);
            d = d.mul(p).add(p);
            e = e.mul(p).add(p);
            f = f.mul(p).add(p);
            g = g.mul(p).add(p);
            h = h.mul(p).add(p);
        }
        return a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).lane(0);
    }
}
