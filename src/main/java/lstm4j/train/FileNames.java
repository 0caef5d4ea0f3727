package lstm4j.train;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import lstm4j.layer.RuleException;

/** Names with Python's fields in them: {@code m-{epoch:02d}-{val_loss:.2f}.keras}. */
final class FileNames {
    private static final Pattern FIELD = Pattern.compile("\\{([^{}:]*)(?::(?:(0?)(\\d{0,2})d|\\.(\\d{1,2})f))?}");

    private FileNames() {
    }

    /** Requires fields that can be filled, else [FIT-29]. */
    static void check(String pattern) {
        String rest = FIELD.matcher(pattern).replaceAll("");
        if (rest.contains("{") || rest.contains("}") || pattern.chars().anyMatch(Character::isISOControl)) {
            throw new RuleException("FIT-29", "ModelCheckpoint", "fields such as {epoch}, {epoch:02d}, {val_loss:.2f}", pattern.replaceAll("\\p{Cntrl}", "?"), "");
        }
    }

    /** The name for this epoch and batch, counted from 0 (written from 1, as in Keras), and these logs. */
    static String fill(String pattern, int epoch, int batch, Logs logs) {
        Matcher field = FIELD.matcher(pattern);
        StringBuffer name = new StringBuffer();
        while (field.find()) {
            boolean count = field.group(1).equals("epoch") || field.group(1).equals("batch");
            String text = count ? whole(field, (field.group(1).equals("epoch") ? epoch : batch) + 1) : number(field, logs.get(field.group(1)));
            field.appendReplacement(name, Matcher.quoteReplacement(text));
        }
        return field.appendTail(name).toString();
    }

    private static String whole(Matcher field, int number) {
        if (field.group(4) != null) {
            return number(field, number);
        }
        String digits = String.valueOf(number);
        int width = field.group(3) == null || field.group(3).isEmpty() ? 0 : Integer.parseInt(field.group(3));
        String fill = "0".equals(field.group(2)) ? "0" : " ";
        return ProgressBar.times(fill, Math.max(0, width - digits.length())) + digits;
    }

    private static String number(Matcher field, double value) {
        if (field.group(3) != null) {
            throw new RuleException("FIT-29", "ModelCheckpoint", "a field such as {" + field.group(1) + ":.2f} for a number with a fraction", field.group(), "");
        }
        return field.group(4) == null ? PythonNumbers.repr(value) : PythonNumbers.fixed(value, Integer.parseInt(field.group(4)));
    }
}
