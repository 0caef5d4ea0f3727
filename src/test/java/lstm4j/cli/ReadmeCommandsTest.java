package lstm4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import lstm4j.readme.Readme;
import org.junit.jupiter.api.Test;

/** The guide names every command with every option, and no others. */
class ReadmeCommandsTest {
    private static String usage(Command command) {
        String start = "lstm4j " + command.name() + (command.arguments().isEmpty() ? "" : " " + command.arguments());
        return start + command.options().stream().map(option -> " [" + option.usage() + "]").collect(Collectors.joining());
    }

    @Test
    void theGuideListsWhatTheCommandLineKnows() {
        String known = Main.commands().stream().map(command -> Wrap.line(usage(command), 4)).collect(Collectors.joining("\n"));
        String listed = Readme.blocks(Readme.GUIDE.section("On the command line")).get(0).text();
        assertEquals(Readme.flat(known), Readme.flat(listed), () -> "in spec/guide.md, section On the command line, write\n" + known);
    }
}
