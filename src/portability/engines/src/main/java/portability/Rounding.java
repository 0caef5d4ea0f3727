package portability;

import java.util.ArrayList;
import java.util.List;

import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.Variable;
import org.teavm.model.instructions.BinaryInstruction;
import org.teavm.model.instructions.CastNumberInstruction;
import org.teavm.model.instructions.FloatConstantInstruction;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.NumericOperandType;

/**
 * JavaScript has doubles alone, and TeaVM leaves floats in them: a sum of products then has digits that no float has. This rounds each float where it is
 * made, which gives Java's bits: a double has more than twice the digits of a float, so that rounding twice is rounding once, for + − × ÷.
 */
public final class Rounding implements ClassHolderTransformer {
    private static final MethodReference ROUND = new MethodReference(Library.class, "round", float.class, float.class);

    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        for (MethodHolder method : type.getMethods()) {
            if (method.getProgram() != null) {
                round(method.getProgram());
            }
        }
    }

    private static void round(Program program) {
        for (BasicBlock block : program.getBasicBlocks()) {
            List<Instruction> instructions = new ArrayList<>();
            block.forEach(instructions::add);
            instructions.forEach(instruction -> round(program, instruction));
        }
    }

    private static void round(Program program, Instruction instruction) {
        Variable unrounded = program.createVariable();
        Variable result = null;
        if (instruction instanceof BinaryInstruction made && made.getOperandType() == NumericOperandType.FLOAT && isArithmetic(made)) {
            result = made.getReceiver();
            made.setReceiver(unrounded);
        } else if (instruction instanceof FloatConstantInstruction made) {
            result = made.getReceiver();
            made.setReceiver(unrounded);
        } else if (instruction instanceof CastNumberInstruction made && made.getTargetType() == NumericOperandType.FLOAT) {
            result = made.getReceiver();
            made.setReceiver(unrounded);
        }
        if (result != null) {
            InvokeInstruction rounding = new InvokeInstruction();
            rounding.setType(InvocationType.SPECIAL);
            rounding.setMethod(ROUND);
            rounding.setArguments(unrounded);
            rounding.setReceiver(result);
            instruction.insertNext(rounding);
        }
    }

    private static boolean isArithmetic(BinaryInstruction made) {
        return switch (made.getOperation()) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE -> true;
            default -> false;
        };
    }
}
