package portability;

import java.util.ArrayList;
import java.util.List;

import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHierarchy;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.ConstructInstruction;
import org.teavm.model.instructions.DoubleConstantInstruction;
import org.teavm.model.instructions.FloatConstantInstruction;
import org.teavm.model.instructions.GetFieldInstruction;
import org.teavm.model.instructions.IntegerConstantInstruction;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.LongConstantInstruction;
import org.teavm.model.instructions.NullConstantInstruction;
import org.teavm.model.instructions.StringConstantInstruction;

/**
 * Lets TeaVM compile lstm4j-embedded.jar, which calls classes that are not in it: what is missing throws when it comes by, as in a JVM, and does not
 * stop the compiler. Calls that {@link Library} has a better method for go there.
 */
public final class Mending implements ClassHolderTransformer {
    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        for (MethodHolder method : type.getMethods()) {
            if (type.getName().startsWith("lstm4j.") && method.getProgram() != null) {
                for (BasicBlock block : method.getProgram().getBasicBlocks()) {
                    mend(block, context.getHierarchy());
                }
            }
        }
    }

    private static void mend(BasicBlock block, ClassHierarchy classes) {
        List<Instruction> instructions = new ArrayList<>();
        block.forEach(instructions::add);
        for (Instruction instruction : instructions) {
            if (instruction instanceof InvokeInstruction call) {
                mend(call, classes);
            } else if (instruction instanceof GetFieldInstruction read && isMissing(read.getField().getClassName(), classes)) {
                replace(read, read.getReceiver(), read.getFieldType(), read.getField().toString());
            } else if (instruction instanceof ConstructInstruction made && isMissing(made.getType(), classes)) {
                replace(made, made.getReceiver(), ValueType.object(made.getType()), made.getType());
            }
        }
    }

    private static void mend(InvokeInstruction call, ClassHierarchy classes) {
        MethodReference better = replacement(call.getMethod());
        if (better != null) {
            List<Variable> arguments = new ArrayList<>(call.getArguments());
            if (call.getInstance() != null) {
                arguments.add(0, call.getInstance());
            }
            call.setType(InvocationType.SPECIAL);
            call.setInstance(null);
            call.setMethod(better);
            call.setArguments(arguments.toArray(new Variable[0]));
        } else if (isMissing(call.getMethod().getClassName(), classes) || call.getMethod().getName().equals("getLogger")) {
            replace(call, call.getReceiver(), call.getMethod().getReturnType(), call.getMethod().toString());
        }
    }

    /** Classes of lstm4j are looked for as files, since TeaVM may be about to transform them; those of lambdas are made by TeaVM. */
    private static boolean isMissing(String type, ClassHierarchy classes) {
        if (type.startsWith("lstm4j.")) {
            return !type.contains("$lambda$") && Mending.class.getResource("/" + type.replace('.', '/') + ".class") == null;
        }
        return !type.startsWith("[") && classes.getClassSource().get(type) == null;
    }

    /** The method of Library that is to be called instead, or null. */
    private static MethodReference replacement(MethodReference called) {
        switch (called.getClassName() + "." + called.getName()) {
            case "java.lang.StrictMath.expm1":
            case "java.lang.StrictMath.log1p":
            case "java.lang.StrictMath.tanh":
                return new MethodReference(Library.class, called.getName(), double.class, double.class);
            case "java.lang.Runtime.availableProcessors":
                return new MethodReference(Library.class, "availableProcessors", Runtime.class, int.class);
            case "java.lang.Runtime.maxMemory":
                return new MethodReference(Library.class, "maxMemory", Runtime.class, long.class);
            default:
                return null;
        }
    }

    /** Puts a call that throws in place of an instruction, and a value that nobody will see into what it made. */
    private static void replace(Instruction instruction, Variable made, ValueType type, String what) {
        Program program = instruction.getProgram();
        StringConstantInstruction name = new StringConstantInstruction();
        name.setConstant(what);
        name.setReceiver(program.createVariable());
        InvokeInstruction missing = new InvokeInstruction();
        missing.setType(InvocationType.SPECIAL);
        missing.setMethod(new MethodReference(Library.class, "missing", String.class, void.class));
        missing.setArguments(name.getReceiver());
        instruction.insertPreviousAll(List.of(name, missing));
        if (made == null) {
            instruction.delete();
        } else {
            instruction.replace(nothing(type, made));
        }
    }

    private static Instruction nothing(ValueType type, Variable made) {
        if (type == ValueType.LONG) {
            LongConstantInstruction nothing = new LongConstantInstruction();
            nothing.setReceiver(made);
            return nothing;
        } else if (type == ValueType.FLOAT) {
            FloatConstantInstruction nothing = new FloatConstantInstruction();
            nothing.setReceiver(made);
            return nothing;
        } else if (type == ValueType.DOUBLE) {
            DoubleConstantInstruction nothing = new DoubleConstantInstruction();
            nothing.setReceiver(made);
            return nothing;
        } else if (type instanceof ValueType.Primitive) {
            IntegerConstantInstruction nothing = new IntegerConstantInstruction();
            nothing.setReceiver(made);
            return nothing;
        }
        NullConstantInstruction nothing = new NullConstantInstruction();
        nothing.setReceiver(made);
        return nothing;
    }
}
