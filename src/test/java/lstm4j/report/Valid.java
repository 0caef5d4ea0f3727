package lstm4j.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import nu.validator.client.EmbeddedValidator;
import org.junit.jupiter.api.Assertions;
import org.xml.sax.SAXException;

/** What the W3C's HTML checker, which works without a network, says about a document. */
public final class Valid {
    private Valid() {
    }

    /** Fails where the document is not valid HTML5. */
    public static void require(String html) {
        EmbeddedValidator validator = new EmbeddedValidator();
        validator.setOutputFormat(EmbeddedValidator.OutputFormat.GNU);
        try {
            Assertions.assertEquals("", validator.validate(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8))));
        } catch (IOException | SAXException e) {
            throw new AssertionError(e);
        }
    }
}
