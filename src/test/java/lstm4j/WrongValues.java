package lstm4j;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.Masking;
import lstm4j.layer.Shape;
import lstm4j.train.Adam;
import lstm4j.train.Fit;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.OptimizerState;

/** Values of any type for wrong calls: null, NaN, negative, huge, empty, ragged, of the wrong kind, and right ones among them. */
final class WrongValues {
    private static final int T = 3;
    private static final int F = 2;
    private static final int DEEPEST = 3;
    /** Make as many samples, or take as many steps, as they are asked for. */
    private static final Set<String> AS_MANY_AS_ASKED = Set.of("GeneratedDigits", "GeneratedMarket", "GeneratedReviews", "GeneratedTales", "SineWaves", "PadSequences",
            "FiniteDifference", "OracleState", "Probe", "Classification");

    private final Random random;
    private final Path folder;
    private final List<Class<?>> api;
    private boolean huge = true; // whether sizes that nobody has memory for are among them

    WrongValues(Random random, Path folder, List<Class<?>> api) {
        this.random = random;
        this.folder = folder;
        this.api = api;
    }

    /** A small model, compiled or not. */
    Sequential model() {
        Sequential model = random.nextInt(4) == 0 ? Sequential.of(Masking.value(0).inputShape(T, F), LSTM.units(2).returnSequences(), Dense.units(1))
                : random.nextInt(3) == 0 ? Sequential.of(LSTM.units(2).stateful().batchInputShape(2, T, F), Dense.units(3))
                : Sequential.of(LSTM.units(2).inputShape(T, F), Dense.units(3));
        model.seed(1).parallelism(1);
        return random.nextInt(4) == 0 ? model : model.compile(new Adam(), random.nextBoolean() ? Loss.MSE : Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metric.ACCURACY);
    }

    private <E> E pick(List<E> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** A value for each parameter. */
    Object[] arguments(Executable call, int depth) {
        boolean before = huge;
        huge &= !AS_MANY_AS_ASKED.contains(call.getDeclaringClass().getSimpleName());
        Object[] arguments = Stream.of(call.getGenericParameterTypes()).map(type -> value(type, depth)).toArray();
        huge = before;
        return arguments;
    }

    Object value(Type type, int depth) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic, depth);
        }
        if (type instanceof GenericArrayType array) {
            return array(raw(array.getGenericComponentType()), depth);
        }
        if (type instanceof WildcardType wildcard && wildcard.getUpperBounds()[0] != Object.class) {
            return value(wildcard.getUpperBounds()[0], depth);
        }
        if (type instanceof TypeVariable<?> || type instanceof WildcardType || type == Object.class) {
            return value(pick(List.of(String.class, float[][][].class, float[][].class, int[][].class, int[].class, Integer.class, double[].class)), depth);
        }
        return of((Class<?>) type, depth);
    }

    private static Class<?> raw(Type type) {
        return type instanceof Class<?> c ? c : type instanceof ParameterizedType p ? raw(p.getRawType()) : Object.class;
    }

    private Object generic(ParameterizedType type, int depth) {
        Class<?> raw = raw(type);
        Type[] of = type.getActualTypeArguments();
        if (random.nextInt(10) == 0) {
            return null;
        }
        if (raw == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int n = random.nextInt(3); n > 0; n--) {
                map.put(value(of[0], depth + 1), value(of[1], depth + 1));
            }
            return map;
        }
        if (Iterable.class.isAssignableFrom(raw) && raw.isAssignableFrom(List.class) || raw == Set.class) {
            Collection<Object> all = raw == Set.class ? new LinkedHashSet<>() : new ArrayList<>();
            for (int n = random.nextInt(5); n > 0; n--) {
                all.add(value(of[0], depth + 1));
            }
            return all;
        }
        return raw == Optional.class ? Optional.ofNullable(value(of[0], depth + 1)) : of(raw, depth);
    }

    private Object of(Class<?> type, int depth) {
        if (type == int.class || type == Integer.class) {
            return huge && random.nextInt(4) == 0 ? pick(List.of(Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 27, 1 << 16)) : pick(List.of(-1, 0, 1, 2, 3, 4, 7, 12));
        }
        if (type == long.class || type == Long.class) {
            return pick(List.of(-1L, 0L, 1L, 7L, Long.MAX_VALUE, Long.MIN_VALUE));
        }
        if (type == double.class || type == Double.class) {
            return pick(List.of(0.0, 1.0, -1.0, 0.5, 0.1, Double.NaN, Double.POSITIVE_INFINITY, -1e300, 1e300, Double.MIN_VALUE));
        }
        if (type == float.class || type == Float.class) {
            return pick(List.of(0f, 1f, -1f, 0.5f, Float.NaN, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, -0f));
        }
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        if (type == byte.class) {
            return (byte) random.nextInt();
        }
        if (type == short.class) {
            return (short) random.nextInt();
        }
        if (type == char.class) {
            return pick(List.of('a', ',', '\0', '\n'));
        }
        return random.nextInt(10) == 0 ? null : object(type, depth);
    }

    private Object object(Class<?> type, int depth) {
        if (type == String.class || type == CharSequence.class) {
            return pick(List.of("", "lstm", "dense", "loss", "kernel", "no such thing", "\0\u001b[2J", "x".repeat(600), "é漢", "a/b", "m.keras", "{epoch:02d}.keras", "{", "%s%n", "NaN"));
        }
        if (type.isArray()) {
            return array(type.getComponentType(), depth);
        }
        if (type.isEnum()) {
            return pick(List.of(type.getEnumConstants()));
        }
        if (type == Path.class) {
            return folder.resolve(pick(List.of("m.keras", "m.h5", "w.npz", "w.safetensors", "none/m.keras", "junk", "m", "")));
        }
        if (type == InputStream.class) {
            return new ByteArrayInputStream((byte[]) array(byte.class, depth));
        }
        if (type == Appendable.class || type == StringBuilder.class) {
            return new StringBuilder();
        }
        if (type == Sequential.class) {
            return model();
        }
        if (type == Predictor.class) {
            return model().predictor(2);
        }
        if (type == OptimizerState.class) {
            return Sequential.of(LSTM.units(2).inputShape(T, F)).compile(new Adam(), Loss.MSE).optimizer();
        }
        if (type == Architecture.class) {
            return model().architecture();
        }
        if (type == Fit.class) {
            return Fit.epochs(1 + random.nextInt(2));
        }
        if (type == Shape.class && random.nextBoolean()) {
            return Shape.of(2, T, F);
        }
        return made(type, depth);
    }

    /** By a public constructor or factory with such arguments; a few attempts, then null. */
    private Object made(Class<?> type, int depth) {
        List<Executable> makers = makers(type);
        for (int attempt = 0; attempt < 6 && depth < DEEPEST && !makers.isEmpty(); attempt++) {
            Executable maker = pick(makers);
            Object[] arguments = arguments(maker, depth + 1);
            try {
                return maker instanceof Constructor<?> constructor ? constructor.newInstance(arguments) : ((Method) maker).invoke(null, arguments);
            } catch (InvocationTargetException e) {
                // wrong arguments; the maker itself is judged by calls of its own
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
        return type.isInterface() && !type.isSealed() ? Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) ->
                method.getName().equals("toString") ? "proxy" : method.getName().equals("hashCode") ? (Object) 1 : method.getName().equals("equals") ? (Object) (self == arguments[0])
                : of(method.getReturnType() == void.class ? Object.class : method.getReturnType(), DEEPEST)) : null;
    }

    private List<Executable> makers(Class<?> type) {
        List<Executable> makers = new ArrayList<>();
        for (Class<?> one : api) {
            if (type.isAssignableFrom(one)) {
                if (!Modifier.isAbstract(one.getModifiers())) {
                    makers.addAll(List.of(one.getConstructors()));
                }
                Stream.of(one.getDeclaredMethods()).filter(m -> Modifier.isStatic(m.getModifiers()) && Modifier.isPublic(m.getModifiers())
                        && one.isAssignableFrom(m.getReturnType())).forEach(makers::add);
            }
        }
        return makers;
    }

    /** Often of a shape that the small models take. */
    private Object array(Class<?> component, int depth) {
        if (component == float[][].class && random.nextInt(3) > 0) {
            float[][][] x = new float[2][T][F];
            if (random.nextInt(3) == 0) {
                x[1][random.nextInt(T)] = pick(List.of(new float[] {1, Float.NaN}, new float[1], new float[0]));
            } else if (random.nextInt(4) == 0) {
                x[random.nextInt(2)] = random.nextBoolean() ? null : new float[][] {{1, 2}, null, {3, 4}};
            }
            return x;
        }
        Object array = Array.newInstance(component, random.nextInt(4));
        for (int n = 0; n < Array.getLength(array); n++) {
            Array.set(array, n, value(component, depth + 1));
        }
        return array;
    }
}
