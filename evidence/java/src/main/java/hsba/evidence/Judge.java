package hsba.evidence;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints what two outside validators say of files, as one JSON object: file name to verdict.
 *
 * <pre>
 * Judge dss ROOT.pem FILE.pdf…   signatures, by EU DSS, offline: ROOT.pem is the only thing trusted
 * Judge er ROOT.pem FILE.er…     evidence records, by EU DSS, offline, each for the document FILE beside it
 * Judge pdfa FILE.pdf…           conformance, by veraPDF, to the flavour each file declares
 * </pre>
 *
 * Exits 0 whatever the verdicts are: the caller judges them. A file that cannot be read has a verdict with an error in it.
 */
public final class Judge {
    private Judge() {
    }

    public static void main(String[] arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(arguments));
        String verb = words.isEmpty() ? "" : words.remove(0);
        Map<String, Object> verdicts = switch (verb) {
            case "dss" -> each(words.subList(1, words.size()), new Signatures(Path.of(words.get(0)))::judge);
            case "er" -> each(words.subList(1, words.size()), new Evidence(Path.of(words.get(0)))::judge);
            case "pdfa" -> each(words, new Conformance()::judge);
            default -> throw new IllegalArgumentException("say `dss ROOT.pem FILE.pdf…`, `er ROOT.pem FILE.er…` or `pdfa FILE.pdf…`");
        };
        System.out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(verdicts));
    }

    private static Map<String, Object> each(List<String> files, Validator validator) {
        Map<String, Object> verdicts = new LinkedHashMap<>();
        for (String file : files) {
            verdicts.put(file, judge(Path.of(file), validator));
        }
        return verdicts;
    }

    // Whatever a validator throws on a spoilt file is itself a verdict, and the other files are still to be judged.
    private static Object judge(Path file, Validator validator) {
        try {
            return validator.judge(file);
        } catch (Exception error) {
            return Map.of("error", error.toString());
        }
    }

    /** One validator's verdict on one file. */
    private interface Validator {
        Object judge(Path file) throws Exception;
    }
}
