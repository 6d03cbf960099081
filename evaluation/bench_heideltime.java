// Tags documents with HeidelTime in one Java process, warmed up on the same documents for a while,
// then several times over, and tells what each pass took of computing, the tagger of parts of speech that it starts for each document included.
//
//     java -cp HEIDELTIME.jar bench_heideltime.java CONFIG POS TYPE PASSES < documents > answer
//
// A document is two lines: its day, and its text with "\n" written as U+2028. The answer is a line
// "seconds CPU" for each pass, then a line "document" for each with lines "begin end type value"
// after it, in code points.
import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.heideltime.standalone.POSTagger;
import de.unihd.dbs.heideltime.standalone.components.ResultFormatter;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import de.unihd.dbs.uima.types.heideltime.Timex3;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.logging.LogManager;
import org.apache.uima.cas.FSIterator;
import org.apache.uima.jcas.JCas;

final class Bench {
    private static final double TICKS_PER_SECOND = 100.0; // USER_HZ of Linux, on all its machines

    private static final long WARMING_NANOSECONDS = 15_000_000_000L;

    private record Asked(Date day, String text) {}

    public static void main(String[] words) throws Exception {
        PrintStream answer = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        LogManager.getLogManager().reset();
        List<Asked> documents = documents();
        HeidelTimeStandalone tagger =
                new HeidelTimeStandalone(
                        Language.ENGLISH, DocumentType.valueOf(words[2]), OutputType.TIMEML, words[0],
                        POSTagger.valueOf(words[1]));
        tagger.process("Nothing on Monday.", new Date(0), Bench::told); // loads the rules
        long warm = System.nanoTime() + WARMING_NANOSECONDS;
        for (int at = 0; System.nanoTime() < warm; at = (at + 1) % documents.size()) {
            Asked asked = documents.get(at);
            tagger.process(asked.text, asked.day, Bench::told);
        }
        int passes = Integer.parseInt(words[3]);
        List<String> found = new ArrayList<>();
        for (int pass = 0; pass < passes; pass++) {
            found.clear();
            double computed = computed();
            for (Asked asked : documents) {
                found.add(tagger.process(asked.text, asked.day, Bench::told));
            }
            answer.println("seconds " + (computed() - computed));
        }
        for (String one : found) {
            answer.println("document");
            answer.print(one);
        }
        answer.flush();
        System.exit(0);
    }

    private static List<Asked> documents() throws Exception {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        SimpleDateFormat days = new SimpleDateFormat("yyyy-MM-dd");
        List<Asked> found = new ArrayList<>();
        for (String day = lines.readLine(); day != null; day = lines.readLine()) {
            found.add(new Asked(days.parse(day), lines.readLine().replace('\u2028', '\n')));
        }
        return found;
    }

    /** Returns the seconds that this process and those it waited for have computed. */
    private static double computed() throws Exception {
        String line = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int field = 11; field <= 14; field++) { // utime, stime, cutime, cstime
            ticks += Long.parseLong(fields[field]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    private static String told(JCas document) {
        String text = document.getDocumentText();
        StringBuilder lines = new StringBuilder();
        FSIterator<?> found = document.getAnnotationIndex(Timex3.type).iterator();
        while (found.hasNext()) {
            Timex3 one = (Timex3) found.next();
            lines.append(text.codePointCount(0, one.getBegin())).append(' ')
                    .append(text.codePointCount(0, one.getEnd())).append(' ')
                    .append(one.getTimexType()).append(' ')
                    .append(one.getTimexValue()).append('\n');
        }
        return lines.toString();
    }
}
