package portability;

import org.teavm.jso.JSBody;

/** What TeaVM's class library lacks or computes with fewer digits, for {@link Mending} and {@link Rounding} to put in its place. */
final class Library {
    private Library() {
    }

    /** The engine's own, where TeaVM takes e^x − 1; that of V8 is fdlibm's as StrictMath's is, to the bit. */
    static double expm1(double x) {
        return Engine.expm1(x);
    }

    /** The engine's own, where TeaVM takes log(1 + x). */
    static double log1p(double x) {
        return Engine.log1p(x);
    }

    /** The engine's own, where TeaVM takes a quotient of powers. */
    static double tanh(double x) {
        return Engine.tanh(x);
    }

    /** The nearest float. */
    static float round(float x) {
        return Engine.fround(x);
    }

    /** An engine has one thread, and older ones of Node do not know how many processors there are. */
    static int availableProcessors(Runtime runtime) {
        return 1;
    }

    /** Bytes that an engine surely has. */
    static long maxMemory(Runtime runtime) {
        return 1L << 28;
    }

    /** What a JVM does where a class or a member is not there: it throws when it comes by, not before. */
    static void missing(String what) {
        throw new NoClassDefFoundError(what);
    }

    /** Functions of JavaScript. */
    private static final class Engine {
        @JSBody(params = "x", script = "return Math.expm1(x);")
        static native double expm1(double x);

        @JSBody(params = "x", script = "return Math.log1p(x);")
        static native double log1p(double x);

        @JSBody(params = "x", script = "return Math.tanh(x);")
        static native double tanh(double x);

        @JSBody(params = "x", script = "return Math.fround(x);")
        static native float fround(float x);
    }
}
