package lstm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

import lstm4j.ModelReport;
import lstm4j.Sequential;
import lstm4j.report.HtmlReport;
import lstm4j.train.Callback;

/** The option {@code --report FILE.html} of the demos: a page that follows the training, and at the end shows all of it. */
final class DemoReport {
    private final TrainingOptions options;
    private final Sequential model;
    private final HtmlReport training; // null where none was asked for

    DemoReport(TrainingOptions options, Sequential model) {
        this.options = options;
        this.model = model;
        this.training = options.report().isEmpty() ? null : new HtmlReport(Path.of(options.report())).model(model.architecture());
    }

    /** What listens to the training; nothing where no page was asked for. */
    Callback[] callbacks() {
        return training == null ? new Callback[0] : new Callback[] {training};
    }

    /** Writes the whole page, with what the demo has to add, and says where it is. */
    void write(DemoText page, UnaryOperator<ModelReport> results) throws IOException {
        if (training != null) {
            ModelReport report = ModelReport.of(model).lead("lstm4j " + options.command() + ", trained and tested.").training(training.columns(), 1)
                    .option("command", "lstm4j " + options.command()).option("epochs", String.valueOf(options.epochs()))
                    .option("batch", String.valueOf(options.batch())).option("learning rate at the start", String.valueOf(options.rate()))
                    .option("threads (no result depends on them)", String.valueOf(options.threads()));
            results.apply(report).write(Path.of(options.report()));
            page.out().println();
            page.say("A report to look at is in " + options.report() + ".");
        }
    }
}
