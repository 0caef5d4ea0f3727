package lstm4j.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.Map;

/** ONNX Runtime on its CPU provider, with a model file made from the problem's weights. It does not train. */
final class OnnxRuntime implements Contender {
    private final Problem problem;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final OrtSession stepping;
    private final Map<String, OnnxTensor> batch;
    private final Map<String, OnnxTensor> first;
    private final OnnxTensor[] steps;
    private final Map<String, OnnxTensor> zeros = new HashMap<>();
    private OrtSession.Result state; // of the step before: its tensors are the next step's inputs

    OnnxRuntime(Problem problem, int threads) throws OrtException {
        this.problem = problem;
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        session = environment.createSession(OnnxModel.bytes(problem, false), options);
        stepping = environment.createSession(OnnxModel.bytes(problem, true), options);
        batch = Map.of("x", timeMajor(0, problem.steps(), problem.batch()));
        first = Map.of("x", timeMajor(0, problem.steps(), 1));
        steps = new OnnxTensor[problem.steps()];
        for (int t = 0; t < steps.length; t++) {
            steps[t] = timeMajor(t, 1, 1);
        }
        for (int i = 0; i < Problem.LSTM_LAYERS; i++) {
            zeros.put("h" + i, OnnxTensor.createTensor(environment, new float[1][1][problem.units()]));
            zeros.put("c" + i, OnnxTensor.createTensor(environment, new float[1][1][problem.units()]));
        }
    }

    /** Steps from … from + count − 1 of the first samples as (count, samples, F). */
    private OnnxTensor timeMajor(int from, int count, int samples) throws OrtException {
        float[][][] x = new float[count][samples][];
        for (int t = 0; t < count; t++) {
            for (int b = 0; b < samples; b++) {
                x[t][b] = problem.x()[b][from + t];
            }
        }
        return OnnxTensor.createTensor(environment, x);
    }

    @Override
    public String version() {
        return "ONNX Runtime " + environment.getVersion();
    }

    @Override
    public float[][] predict() throws OrtException {
        try (OrtSession.Result result = session.run(batch)) {
            return (float[][]) result.get(0).getValue();
        }
    }

    @Override
    public float[] predictOne() throws OrtException {
        try (OrtSession.Result result = session.run(first)) {
            return ((float[][]) result.get(0).getValue())[0];
        }
    }

    @Override
    public float[] step(int t) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        inputs.put("x", steps[t]);
        for (int i = 0; i < Problem.LSTM_LAYERS; i++) {
            inputs.put("h" + i, t == 0 ? zeros.get("h" + i) : (OnnxTensor) state.get("hn" + i).orElseThrow());
            inputs.put("c" + i, t == 0 ? zeros.get("c" + i) : (OnnxTensor) state.get("cn" + i).orElseThrow());
        }
        OrtSession.Result result = stepping.run(inputs);
        if (state != null) {
            state.close();
        }
        state = result;
        return ((float[][]) ((OnnxTensor) result.get("p").orElseThrow()).getValue())[0];
    }

    @Override
    public boolean trains() {
        return false;
    }

    @Override
    public double train() {
        throw new UnsupportedOperationException("inference only");
    }
}
