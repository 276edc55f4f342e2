package hsba.evidence;

import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.PDFRevisionWrapper;
import eu.europa.esig.dss.diagnostic.TimestampWrapper;
import eu.europa.esig.dss.enumerations.SubIndication;
import eu.europa.esig.dss.enumerations.TimestampType;
import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.nio.file.Path;
import java.util.List;

/**
 * PAdES signatures as EU DSS sees them (ETSI EN 319 102-1, its own default policy).
 *
 * No revocation source and no issuer look-up is configured, so DSS reaches no network: whatever passes, passes by the
 * validation data inside the file.
 */
final class Signatures {
    private final CommonCertificateVerifier verifier = new CommonCertificateVerifier(true);

    Signatures(Path root) {
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        trusted.addCertificate(DSSUtils.loadCertificate(root.toFile()));
        verifier.setTrustedCertSources(trusted);
    }

    Verdict judge(Path file) {
        SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(file.toFile()));
        validator.setCertificateVerifier(verifier);
        Reports reports = validator.validateDocument();
        SimpleReport report = reports.getSimpleReport();
        DiagnosticData facts = reports.getDiagnosticData();
        return new Verdict(
            report.getSignatureIdList().stream().map(id -> signature(id, report, facts)).toList(),
            facts.getTimestampsByType(TimestampType.DOCUMENT_TIMESTAMP).stream().map(stamp -> stamp(stamp, report)).toList());
    }

    private static Signature signature(String id, SimpleReport report, DiagnosticData facts) {
        PDFRevisionWrapper revision = facts.getSignatureById(id).getPDFRevision();
        return new Signature(
            report.getSignedBy(id),
            revision.getReason(),
            report.getSignatureFormat(id).toString(),
            report.getIndication(id).toString(),
            word(report.getSubIndication(id)),
            report.getBestSignatureTime(id).toInstant().toString(),
            facts.getSignatureById(id).getTimestampListByType(TimestampType.SIGNATURE_TIMESTAMP).stream()
                .map(stamp -> stamp(stamp, report)).toList(),
            changes(revision),
            texts(report.getAdESValidationErrors(id)),
            texts(report.getAdESValidationWarnings(id)));
    }

    private static Stamp stamp(TimestampWrapper stamp, SimpleReport report) {
        PDFRevisionWrapper revision = stamp.getPDFRevision();
        return new Stamp(
            stamp.getProductionTime().toInstant().toString(),
            report.getIndication(stamp.getId()).toString(),
            word(report.getSubIndication(stamp.getId())),
            stamp.isMessageImprintDataIntact(),
            revision == null ? 0 : changes(revision));
    }

    /** Later changes that are neither a signature, nor a filled field, nor added validation data. */
    private static int changes(PDFRevisionWrapper revision) {
        return revision.getPdfAnnotationChanges().size() + revision.getPdfUndefinedChanges().size();
    }

    private static String word(SubIndication why) {
        return why == null ? "" : why.toString();
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream().map(Message::getValue).toList();
    }

    /** One file. */
    record Verdict(List<Signature> signatures, List<Stamp> documentStamps) {
    }

    /** One person's signature; `time` is the earliest time proven (UTC), `changes` those made to the document after it. */
    record Signature(
        String signer, String reason, String level, String indication, String why, String time, List<Stamp> stamps, int changes,
        List<String> errors, List<String> warnings) {
    }

    /** One time stamp. */
    record Stamp(String time, String indication, String why, boolean intact, int changes) {
    }
}
