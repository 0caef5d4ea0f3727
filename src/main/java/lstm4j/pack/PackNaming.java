package lstm4j.pack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import lstm4j.check.Check;
import lstm4j.check.Fault;
import lstm4j.check.Given;
import lstm4j.check.Verdict;

/**
 * The mistake behind wrong cases: a few of them are searched by package {@code check}, and what it names is held against the kill
 * table. Outputs come first: where they are wrong, gradients and steps must be wrong too.
 */
final class PackNaming {
    private static final int SEARCHED = 6;
    private static final List<Set<String>> STAGES = List.of(Set.of("forward", "states", "masks", "edges"), Set.of("gradients"), Set.of("training"),
            Set.of("gru"), Set.of("rnn"));

    private final Pack pack;
    private final Set<String> given;
    private final Set<String> wrongIds;

    PackNaming(Pack pack, List<PackLine> lines) {
        this.pack = pack;
        given = ids(lines, true);
        wrongIds = ids(lines, false);
    }

    private static Set<String> ids(List<PackLine> lines, boolean all) {
        return lines.stream().filter(line -> line.status() == PackLine.Status.WRONG || all && line.status() == PackLine.Status.RIGHT)
                .map(line -> line.name().substring(0, line.name().indexOf('.'))).collect(Collectors.toCollection(TreeSet::new));
    }

    List<String> sentences(Map<PackCase, Map<String, Given>> wrong) {
        for (Set<String> stage : STAGES) {
            List<PackCase> cases = wrong.keySet().stream().filter(one -> stage.contains(one.group())).limit(SEARCHED).toList();
            if (!cases.isEmpty()) {
                return sentences(cases, wrong);
            }
        }
        return List.of();
    }

    private List<String> sentences(List<PackCase> cases, Map<PackCase, Map<String, Given>> wrong) {
        Map<String, String> evidence = new LinkedHashMap<>();
        Map<String, Integer> times = new LinkedHashMap<>();
        for (PackCase one : cases) {
            Verdict verdict = verdict(one, wrong.get(one));
            for (int n = 0; n < verdict.faults().size(); n++) {
                String id = verdict.faults().get(n).stream().map(Fault::id).collect(Collectors.joining(" + "));
                evidence.putIfAbsent(id, verdict.evidence().get(n).split("\n")[0] + "\n" + verdict.evidence().get(n).replaceAll("(?s)^.*?\n.*?\n *", "  "));
                times.merge(id, 1, Integer::sum);
            }
        }
        int most = times.values().stream().mapToInt(count -> count).max().orElse(0);
        List<String> sentences = new ArrayList<>();
        times.keySet().stream().filter(id -> times.get(id) == most).sorted(Comparator.comparing(this::disagreement)).limit(3)
                .forEach(id -> sentences.add((sentences.isEmpty() ? "Most likely: " : "Or: ") + evidence.get(id)
                        + "\n  It explains every number of " + most + " of the " + cases.size() + " wrong cases that were searched." + table(id)));
        return sentences.isEmpty() ? List.of("No declared mistake explains the wrong cases; the first of them is the simplest: " + cases.get(0).id() + ", "
                + cases.get(0).what() + ".") : sentences;
    }

    private static Verdict verdict(PackCase one, Map<String, Given> arrays) {
        Check check = one.check();
        arrays.forEach(check::actual);
        return check.verdict();
    }

    private String table(String id) {
        return pack.mistakes().stream().filter(mistake -> mistake.id().equals(id)).map(mistake -> disagreement(id) == 0
                ? "\n  The pack's table has it wrong in exactly the " + wrongIds.size() + " cases that are." : "").collect(Collectors.joining());
    }

    /** How many of the given cases are wrong otherwise than the kill table has it for this mistake; many for one it does not have. */
    private int disagreement(String id) {
        return pack.mistakes().stream().filter(mistake -> mistake.id().equals(id)).mapToInt(mistake -> {
            Set<String> different = new TreeSet<>(given);
            different.removeIf(one -> mistake.dies().contains(one) == wrongIds.contains(one));
            return different.size();
        }).findFirst().orElse(Integer.MAX_VALUE);
    }
}
