package lstm4j.text;

import lstm4j.layer.Architecture;

/** The story of each kind of layer. A new kind with a story of its own is one more line. */
final class Stories {
    private Stories() {
    }

    /** The story of layer number {@code place}. */
    static Story of(Architecture model, int place) {
        return switch (model.layer(place).type()) {
            case "LSTM" -> new LstmStory(model, place);
            case "GRU" -> new GruStory(model, place);
            case "SimpleRNN" -> new SimpleRnnStory(model, place);
            case "Dense" -> new DenseStory(model, place);
            case "Activation" -> new ActivationStory(model, place);
            case "Dropout" -> new DropoutStory(model, place);
            case "SpatialDropout1D", "GaussianNoise" -> new NoiseStory(model, place);
            case "ActivityRegularization" -> new ActivityRegularizationStory(model, place);
            case "ReLU", "LeakyReLU", "ELU", "PReLU" -> new SlopeStory(model, place);
            case "Reshape", "Permute", "ZeroPadding1D", "Cropping1D", "UpSampling1D" -> new MovedStory(model, place);
            case "Flatten" -> new FlattenStory(model, place);
            case "Masking" -> new MaskingStory(model, place);
            case "RepeatVector" -> new RepeatVectorStory(model, place);
            case "Bidirectional" -> new BidirectionalStory(model, place);
            case "RNN" -> new RnnStory(model, place);
            case "TimeDistributed" -> new TimeDistributedStory(model, place);
            case "Embedding" -> new EmbeddingStory(model, place);
            case "Conv1D" -> new Conv1DStory(model, place);
            case "LayerNormalization" -> new NormalizationStory(model, place, "Takes from each row its mean and divides it by its standard deviation; no row"
                    + " knows another one.");
            case "BatchNormalization" -> new NormalizationStory(model, place, "In training takes from each feature its mean over all rows of the batch and"
                    + " divides it by their standard deviation, and keeps moving means of both, which it uses instead outside training.");
            case "MaxPooling1D" -> new PoolingStory(model, place, "largest number");
            case "AveragePooling1D" -> new PoolingStory(model, place, "mean");
            case "GlobalMaxPooling1D" -> new GlobalPoolingStory(model, place, "largest number");
            case "GlobalAveragePooling1D" -> new GlobalPoolingStory(model, place, "mean");
            default -> new Story(model, place);
        };
    }
}
