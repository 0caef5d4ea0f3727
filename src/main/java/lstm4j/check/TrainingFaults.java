package lstm4j.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Mistakes in gradients and in what is made of them. */
final class TrainingFaults {
    private TrainingFaults() {
    }

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        factor(all, "gradient-by-b", "divided by the number of samples once more", plan -> 1.0 / plan.x.length);
        factor(all, "gradient-by-t", "divided by the number of steps", plan -> 1.0 / plan.x[0].length);
        factor(all, "gradient-by-bt", "divided by samples and steps", plan -> 1.0 / plan.x.length / plan.x[0].length);
        factor(all, "gradient-times-b", "summed over the samples instead of averaged", plan -> plan.x.length);
        factor(all, "gradient-times-t", "summed over the steps instead of averaged", plan -> plan.x[0].length);
        factor(all, "gradient-halved", "without the factor 2 of the square", plan -> 0.5);
        factor(all, "gradient-doubled", "with a factor 2 too many", plan -> 2);
        factor(all, "gradient-negative", "with the wrong sign", plan -> -1);
        factor(all, "gradient-times-k", "summed over the outputs of a row instead of averaged", plan -> plan.architecture.outputShape().features());
        lstm(all, Switch.DC_NOT_CARRIED, "dc-not-carried", "in which dc is not carried to the step before", "dc = dc·f goes to the step before");
        lstm(all, Switch.DC_WITHOUT_F, "dc-without-f", "in which dc is carried without f", "dc = dc·f goes to the step before");
        on(all, Switch.DH_NOT_CARRIED, "dh-not-carried", "in which dh is not carried to the step before", "dh = dz·Vᵀ goes to the step before");
        on(all, Switch.TRUNCATED_2, "truncated", "that go back through two steps only", "go back to the first step");
        on(all, Switch.LAST_OUTPUT_ONLY, "last-output-only", "in which outputs before the last give nothing", "add dy of each step to dh");
        on(all, Switch.OUTPUT_REPLACES_DH, "output-replaces-dh", "in which dy of a step replaces the carried dh", "add the two");
        lstm(all, Switch.SLOPE_BY_H, "slope-by-h", "with 1 − h² where 1 − tanh(c)² belongs", "take the slope at c");
        lstm(all, Switch.DC_WITHOUT_O, "dc-without-o", "in which o is missing in dc", "dc += dh·o·φ'(c)");
        lstm(all, Switch.DC_WITHOUT_SLOPE, "dc-without-slope", "in which φ'(c) is missing in dc", "dc += dh·o·φ'(c)");
        lstm(all, Switch.DI_WITHOUT_G, "di-without-g", "in which g is missing in di", "di = dc·g");
        lstm(all, Switch.DG_WITHOUT_I, "dg-without-i", "in which i is missing in dg", "dg = dc·i");
        lstm(all, Switch.DI_DF_SWAPPED, "di-df-swapped", "in which di and df are exchanged", "di = dc·g, df = dc·c before");
        lstm(all, Switch.DF_BY_NEW_C, "df-by-new-c", "in which df uses the new c", "df = dc·c of the step before");
        lstm(all, Switch.DO_BY_C, "do-by-c", "in which do uses c instead of φ(c)", "do = dh·φ(c)");
        lstm(all, Switch.SLOPE_WITHOUT_COMPLEMENT, "gate-slope", "with s where s·(1 − s) belongs", "multiply by 1 − s");
        on(all, Switch.CANDIDATE_SLOPE_MISSING, "candidate-slope", "in which the slope of g is missing", "dz = dg·(1 − g²)");
        on(all, Switch.RECURRENT_BY_NEW_H, "dv-by-new-h", "in which the recurrent kernel's gradient uses the new h", "h of the step before times dz");
        lstm(all, Switch.LAST_STEP_ONLY_W, "kernels-last-step", "in which the kernels' gradients are of the last step alone processed first", "sum over all steps");
        lstm(all, Switch.LAST_STEP_ONLY_B, "bias-last-step", "in which the bias's gradient is of the last step alone", "sum over all steps");
        on(all, Switch.DX_MISSING, "dx-missing", "in which nothing goes back into the input", "dx = dz·Wᵀ");
        lstm(all, Switch.DX_WITH_F_I_SWAPPED, "dx-gates-swapped", "in which dx uses the blocks of i and f exchanged", "dx = dz·Wᵀ");
        lstm(all, Switch.DC0_WITHOUT_F, "dc0-without-f", "in which f is missing in the gradient of c0", "dc0 = dc·f of the first step");
        on(all, Switch.BACKWARD_IGNORES_MASK, "mask-ignored-backward", "that count masked steps", "skip masked steps backward too");
        on(all, Switch.BACKWARD_STOPS_AT_MASK, "mask-stops-gradient", "that end at a masked step", "hand dh and dc on unchanged");
        all.add(Fault.backward("dh0-dc0-swapped", "with gradients in which those of h0 and c0 are exchanged", "states in the wrong order", "exchange them",
                plan -> plan.after.add(TrainingFaults::statesSwapped)).onlyIn("LSTM"));
        all.add(Fault.backward("frozen-trained", "with gradients of weights that are frozen", "who hands all parameters to the optimizer",
                "leave weights that are not trainable alone", plan -> plan.step.trainsFrozen = true));
        updates(all);
        return all;
    }

    private static void factor(List<Fault> all, String id, String what, ToDoubleFunction<Plan> factor) {
        all.add(Fault.backward(id, "whose gradients are " + what, "means taken over the wrong count", "the loss is a mean over samples (and steps, and outputs)",
                plan -> plan.step.gradientFactor = factor.applyAsDouble(plan)));
    }

    private static void on(List<Fault> all, Switch one, String id, String what, String mend) {
        all.add(Fault.backward(id, "with gradients " + what, "hand-written back-propagation", mend, plan -> plan.on(one)));
    }

    private static void lstm(List<Fault> all, Switch one, String id, String what, String mend) {
        on(all, one, id, what, mend);
        all.add(all.remove(all.size() - 1).onlyIn("LSTM"));
    }

    private static void statesSwapped(Arrays3 out) {
        for (String name : List.copyOf(out.all.keySet())) {
            String twin = name.replaceFirst("(/d_|_)h0$", "$1c0");
            if (!twin.equals(name) && out.has(twin)) {
                double[][][] kept = out.get(name);
                out.put(name, out.get(twin));
                out.put(twin, kept);
            }
        }
    }

    private static final Map<UpdateVariant, String> UPDATES = Map.ofEntries(
            Map.entry(UpdateVariant.ADAM_EPSILON_BESIDE_CORRECTED_ROOT, "in which Adam adds ε to the corrected root, as PyTorch does"),
            Map.entry(UpdateVariant.ADAM_EPSILON_INSIDE, "in which Adam's ε is inside the root"),
            Map.entry(UpdateVariant.ADAM_UNCORRECTED, "in which Adam's means are not corrected"),
            Map.entry(UpdateVariant.ADAM_BETAS_SWAPPED, "in which Adam's β₁ and β₂ are exchanged"),
            Map.entry(UpdateVariant.ADAM_AMSGRAD_IGNORED, "in which amsgrad is ignored"),
            Map.entry(UpdateVariant.RMSPROP_EPSILON_OUTSIDE, "in which RMSprop's ε is outside the root, as in PyTorch"),
            Map.entry(UpdateVariant.RMSPROP_STARTS_AT_ONE, "in which RMSprop's mean begins at 1, as in TensorFlow 1"),
            Map.entry(UpdateVariant.MOMENTUM_IGNORED, "in which momentum is ignored"),
            Map.entry(UpdateVariant.MOMENTUM_DAMPED, "in which the gradient is multiplied by 1 − momentum"),
            Map.entry(UpdateVariant.NESTEROV_IGNORED, "in which nesterov is ignored"),
            Map.entry(UpdateVariant.NESTEROV_ALWAYS, "with Nesterov's step unasked"),
            Map.entry(UpdateVariant.UPHILL, "that go uphill"),
            Map.entry(UpdateVariant.CLIP_IGNORED, "in which gradients are not clipped"),
            Map.entry(UpdateVariant.CLIP_PER_TENSOR, "in which gradients are clipped array by array"),
            Map.entry(UpdateVariant.CLIP_GLOBAL, "in which gradients are clipped by the norm of all"),
            Map.entry(UpdateVariant.CLIP_ADDS_EPSILON, "in which clipping adds 1e-6 to the norm, as PyTorch does"));

    private static void updates(List<Fault> all) {
        UPDATES.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> all.add(Fault.update(
                entry.getKey().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), "with steps " + entry.getValue(), "other libraries, older versions",
                "chapter 6 has Keras's equation", plan -> plan.step.rule = entry.getKey())));
        for (double factor : new double[] {0, 0.5, 2}) {
            String name = factor == 0 ? "penalty-ignored" : factor < 1 ? "penalty-halved" : "penalty-doubled";
            all.add(Fault.backward(name, "in whose gradients the penalty counts " + factor + " times", "L2 is λw² in Keras, ½λw² or a decay elsewhere",
                    "its derivative is 2λw", plan -> plan.step.penaltyFactor = factor));
        }
    }
}
