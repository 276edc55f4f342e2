package hsba.evidence;

import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.EvidenceRecordWrapper;
import eu.europa.esig.dss.diagnostic.TimestampWrapper;
import eu.europa.esig.dss.enumerations.DigestMatcherType;
import eu.europa.esig.dss.enumerations.SubIndication;
import eu.europa.esig.dss.evidencerecord.asn1.validation.ASN1EvidenceRecordValidator;
import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.reports.Reports;
import java.nio.file.Path;
import java.util.List;

/**
 * Evidence records as EU DSS sees them (RFC 4998; ETSI EN 319 102-1 clause 5.6.3.4, its own default policy).
 *
 * A record `NAME.er` is judged with the document `NAME` beside it and nothing else: no source of revocation data and no
 * issuer look-up is configured, so whatever passes, passes by what the record itself carries.
 */
final class Evidence {
    private static final String ENDING = ".er";
    private final CommonCertificateVerifier verifier = new CommonCertificateVerifier(true);

    Evidence(Path root) {
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        trusted.addCertificate(DSSUtils.loadCertificate(root.toFile()));
        verifier.setTrustedCertSources(trusted);
    }

    Verdict judge(Path file) {
        String name = file.getFileName().toString();
        Path document = file.resolveSibling(name.substring(0, name.length() - ENDING.length()));
        ASN1EvidenceRecordValidator validator = new ASN1EvidenceRecordValidator(new FileDocument(file.toFile()));
        validator.setCertificateVerifier(verifier);
        validator.setDetachedContents(List.of(new FileDocument(document.toFile())));
        Reports reports = validator.validateDocument();
        DiagnosticData facts = reports.getDiagnosticData();
        return verdict(facts.getEvidenceRecords().get(0), reports.getSimpleReport());
    }

    private static Verdict verdict(EvidenceRecordWrapper record, SimpleReport report) {
        return new Verdict(
            report.getIndication(record.getId()).toString(),
            word(report.getSubIndication(record.getId())),
            report.getEvidenceRecordPOE(record.getId()).toInstant().toString(),
            record.getDigestMatchers().stream().anyMatch(
                found -> found.getType() == DigestMatcherType.EVIDENCE_RECORD_ARCHIVE_OBJECT && found.isDataIntact()),
            record.getTimestampList().stream().map(stamp -> stamp(stamp, report)).toList(),
            report.getAdESValidationErrors(record.getId()).stream().map(Message::getValue).toList());
    }

    private static Stamp stamp(TimestampWrapper stamp, SimpleReport report) {
        boolean covers = stamp.getDigestMatchers().stream().allMatch(
            found -> found.isDataIntact() || found.getType() == DigestMatcherType.EVIDENCE_RECORD_ORPHAN_REFERENCE);
        return new Stamp(
            stamp.getProductionTime().toInstant().toString(),
            report.getIndication(stamp.getId()).toString(),
            word(report.getSubIndication(stamp.getId())),
            stamp.isMessageImprintDataIntact() && covers);
    }

    private static String word(SubIndication why) {
        return why == null ? "" : why.toString();
    }

    /** One record: `proven` is the time it proves its document for (UTC), `intact` whether the document is the one it is about. */
    record Verdict(String indication, String why, String proven, boolean intact, List<Stamp> stamps, List<String> errors) {
    }

    /** One archive time stamp, in the order of the record. */
    record Stamp(String time, String indication, String why, boolean intact) {
    }
}
