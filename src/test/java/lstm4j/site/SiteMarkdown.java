package lstm4j.site;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import lstm4j.report.Html;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** A page's Markdown as HTML: headings and rules can be linked to, rules named anywhere lead to where they are defined, indices are low. */
final class SiteMarkdown {
    private static final Parser PARSER = Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private static final Pattern RULE = Pattern.compile("\\b[A-Z][A-Z0-9]*-[0-9]+\\b");
    private static final Pattern DEFINITION = Pattern.compile("(?m)^\\*\\*([A-Z][A-Z0-9]*-[0-9]+)\\*\\*");
    private static final Pattern INDEX = Pattern.compile("(?<![\\p{L}0-9_])(\\p{L})_(\\{[^}]*\\}|[\\p{L}0-9](?![\\p{L}0-9_]))");

    private static final Pattern INDEX_OR_BLANKS = Pattern.compile("(?<=(?<![\\p{L}0-9_])\\p{L})(_(?:\\{[^}]*\\}|[\\p{L}0-9](?![\\p{L}0-9_])))|  +");

    private final Map<String, String> rules; // rule → the page that defines it
    private final String target;             // this page
    private final Set<String> anchors = new HashSet<>();
    private final Map<Node, String> ids = new HashMap<>();

    /** For the page at {@code target}, in a book whose rules are defined on the pages of this map. */
    SiteMarkdown(Map<String, String> rules, String target) {
        this.rules = rules;
        this.target = target;
    }

    /** The rules that a page defines. */
    static List<String> definedIn(String markdown) {
        return DEFINITION.matcher(markdown).results().map(match -> match.group(1)).toList();
    }

    String html(String markdown) {
        Node document = PARSER.parse(markdown);
        document.accept(new Change());
        String html = HtmlRenderer.builder().extensions(List.of(TablesExtension.create()))
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (ids.containsKey(node) && !tag.equals("code")) {
                        attributes.put("id", ids.get(node));
                    }
                    if (attributes.containsKey("align")) {
                        attributes.put("class", attributes.remove("align"));
                    }
                }).build().render(document);
        return html.replace("<table>", "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Table\"><table>").replace("</table>", "</table></div>")
                .replace("<pre>", "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Text as it is\"><pre>").replace("</pre>", "</pre></div>")
                .replace("<th></th>", "<td></td>");
    }

    private final class Change extends AbstractVisitor {
        @Override
        public void visit(Heading heading) {
            ids.put(heading, anchor(plain(heading)));
            super.visit(heading);
        }

        /** The name that GitHub gives to a heading. */
        private String anchor(String heading) {
            String name = heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
            String free = name;
            for (int k = 1; !anchors.add(free); k++) {
                free = name + "-" + k;
            }
            return free;
        }

        @Override
        public void visit(Paragraph paragraph) {
            if (paragraph.getFirstChild() instanceof StrongEmphasis strong && RULE.matcher(plain(strong)).matches()) {
                ids.put(paragraph, plain(strong));
                visitBehind(strong);
                return;
            }
            super.visit(paragraph);
        }

        /** All but the name that the paragraph begins with, which needs no link to itself. */
        private void visitBehind(Node name) {
            for (Node node = name.getNext(); node != null;) {
                Node next = node.getNext();
                node.accept(this);
                node = next;
            }
        }

        @Override
        public void visit(Link link) {
            link.setDestination(SiteLinks.moved(link.getDestination()));
        }

        @Override
        public void visit(FencedCodeBlock block) {
            if (block.getInfo().isEmpty()) {
                HtmlBlock formula = new HtmlBlock();
                formula.setLiteral("<pre>" + block.getLiteral().lines().map(line -> aligned(Html.text(line))).collect(Collectors.joining("\n")) + "</pre>");
                block.insertAfter(formula);
                block.unlink();
            }
        }

        @Override
        public void visit(Text text) {
            Node last = text;
            String rest = text.getLiteral();
            Matcher rule = RULE.matcher(rest);
            int from = 0;
            while (rule.find()) {
                if (rules.containsKey(rule.group())) {
                    last = after(last, words(rest.substring(from, rule.start())));
                    last = after(last, link(rule.group()));
                    from = rule.end();
                }
            }
            after(last, words(rest.substring(from)));
            text.unlink();
        }

        private Node after(Node last, Node next) {
            last.insertAfter(next);
            return next;
        }

        private Node words(String words) {
            HtmlInline html = new HtmlInline();
            html.setLiteral(lowered(Html.text(words)));
            return html;
        }

        private Node link(String rule) {
            String page = rules.get(rule);
            Link link = new Link((page.equals(target) ? "" : SitePage.root(target) + page) + "#" + rule, null);
            link.appendChild(new Text(rule));
            return link;
        }
    }

    /** h_{k−1} with its index below the line. */
    private static String lowered(String html) {
        return INDEX.matcher(html).replaceAll(match -> Matcher.quoteReplacement(match.group(1) + "<sub>" + match.group(2).replaceAll("[{}]", "") + "</sub>"));
    }

    /** A line of a formula: what its low indices are shorter is made up for where blanks stand next, so that columns stay columns. */
    private static String aligned(String line) {
        StringBuilder aligned = new StringBuilder();
        int from = 0;
        int shorter = 0;
        Matcher part = INDEX_OR_BLANKS.matcher(line);
        while (part.find()) {
            aligned.append(line, from, part.start());
            String index = part.group(1);
            String low = index == null ? "" : index.replaceAll("[_{}]", "");
            aligned.append(index == null ? part.group() + " ".repeat(shorter) : "<sub>" + low + "</sub>");
            shorter = index == null ? 0 : shorter + index.length() - low.length();
            from = part.end();
        }
        return aligned + line.substring(from);
    }

    /** The words of a node, without marks. */
    static String plain(Node node) {
        StringBuilder words = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                words.append(code.getLiteral());
            }
        });
        return words.toString();
    }
}
