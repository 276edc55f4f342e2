package hsba.evidence;

import java.nio.file.Path;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/** PDF/A conformance as veraPDF sees it, to the flavour the file itself declares in its metadata. */
final class Conformance {
    private final VeraPDFFoundry foundry;

    Conformance() {
        VeraGreenfieldFoundryProvider.initialise();
        foundry = Foundries.defaultInstance();
    }

    Verdict judge(Path file) throws Exception {
        try (PDFAParser parser = foundry.createParser(file.toFile());
            PDFAValidator validator = foundry.createValidator(parser.getFlavour(), false)) {
            ValidationResult result = validator.validate(parser);
            return new Verdict(
                result.getPDFAFlavour().getId(),
                result.isCompliant(),
                result.getTotalAssertions(),
                result.getFailedChecks().keySet().stream().map(Conformance::name).sorted().toList());
        }
    }

    private static String name(RuleId rule) {
        return "%s %s-%d".formatted(rule.getSpecification().getId(), rule.getClause(), rule.getTestNumber());
    }

    /** One file: flavour such as `3a`, number of assertions checked, and the clauses that failed. */
    record Verdict(String flavour, boolean compliant, int checks, List<String> failed) {
    }
}
