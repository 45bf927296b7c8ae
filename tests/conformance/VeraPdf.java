import java.nio.file.Path;
import java.util.stream.Collectors;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** Asks veraPDF about each file named, and prints a line a standard: file, standard, the clauses broken. */
public final class VeraPdf {
    private static final PDFAFlavour[] STANDARDS = {PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1};

    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            for (PDFAFlavour standard : STANDARDS) {
                System.out.println(file + "\t" + standard.getId() + "\t" + broken(Path.of(file), standard));
            }
        }
        Foundries.defaultInstance().close();
    }

    /** Returns the clauses that a file breaks, with blanks between them; nothing when it conforms. */
    private static String broken(Path file, PDFAFlavour standard) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file.toFile(), standard);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(standard, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.isCompliant() != result.getFailedChecks().isEmpty()) {
                throw new IllegalStateException(file + " breaks nothing and does not conform");
            }
            return result.getFailedChecks().keySet().stream()
                    .map(rule -> rule.getClause() + "-" + rule.getTestNumber())
                    .sorted()
                    .collect(Collectors.joining(" "));
        }
    }
}
