// Asks the gateway about every applicant of a CSV file, and goes on where an earlier run stopped. JDK 17 and nothing else:
//   java schema/samples/bureau/VerifyApplicants.java --purpose P --item I [--case C] INPUT.csv OUTPUT.csv
// All in ASCII, for javac reads a file in the locale's encoding. README.md beside it says what it needs and what its messages mean.
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

public final class VerifyApplicants {
    static final String OPERATION = "VerifyApplicants";

    /** The operation's facts in its order, each with the coordinates whose values may come masked. */
    static final Map<String, List<String>> FACTS = new LinkedHashMap<>();

    static {
        FACTS.put("birthDate", List.of());
        FACTS.put("hukouHousehold", List.of("HukouHousehold.address"));
        FACTS.put("residencePermits", List.of());
        FACTS.put("socialInsuranceEnrolments", List.of());
        FACTS.put("realEstateRights", List.of("RealEstateRight.certificateNumber"));
        FACTS.put("tenancies", List.of("Tenancy.filingNumber"));
        FACTS.put("marriageRegistrations", List.of());
    }

    /** A request may ask about 200 people in 64 KB. Of 50 even the longest names fit, and little is asked twice after a fault. */
    static final int BATCH_SIZE = 50;

    static final int MAX_NAME_LENGTH = 200;
    static final int MAX_TRIES = 6;
    /** Whoever is told to come back later than this comes back by himself: the day's quota, say. */
    static final long MAX_WAIT_SECONDS = 300;
    /** The token is replaced so long before its end. */
    static final long TOKEN_RESERVE_SECONDS = 30;
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    static final Pattern CASE_NUMBER = Pattern.compile("[A-Za-z0-9\\p{IsHan}\uFF08\uFF09()\u3014\u3015\\-/]{4,64}");
    static final Pattern CELL = Pattern.compile("(?:\"(?:[^\"]|\"\")*\"|[^\",]*),");
    static final Pattern LINE_OF_CELLS = Pattern.compile("(?:(?:\"(?:[^\"]|\"\")*\"|[^\",]*),)+");
    static final Pattern MALFORMED_PLACE =
        Pattern.compile("\\$by\\[(\\d+)\\]\\S* ?[(\uFF08]\\w+[)\uFF09][:\uFF1A] ?(.*?)(?= ?(?:Variable|\u53D8\u91CF) \\$|$)");

    static final String USAGE = """
        Usage: java VerifyApplicants.java --purpose P --item I [--case C]
                 [--official-id O --official-post P --official-terminal T] INPUT.csv OUTPUT.csv
        Environment: BUREAU_CLIENT, BUREAU_KEY (PEM file), BUREAU_KEY_ID; GATEWAY_URL, OIDC_ISSUER, OIDC_AUDIENCE for another city;
                 OPERATIONS_MANIFEST, the manifest with the operation, schema/operations/generated/manifest.json when not set.""";

    /** The command line, a setting or a file is wrong: nothing was asked. Exit code 2. */
    static final class Misuse extends Exception {
        Misuse(String message) {
            super(message);
        }
    }

    /** Issuer or gateway did not answer, or refused: what is written stays, and the same command goes on there. Exit code 1. */
    static final class Stopped extends Exception {
        Stopped(String message) {
            super(message);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        System.exit(run(args));
    }

    /** 0: all is written; 3: all is written, but lines were malformed. */
    static int run(String[] args) throws InterruptedException {
        try {
            return new VerifyApplicants(Settings.read(args)).verify();
        } catch (Misuse error) {
            tell(error.getMessage());
            return 2;
        } catch (Stopped error) {
            tell(error.getMessage());
            return 1;
        } catch (IOException | GeneralSecurityException error) {
            tell("Unexpected: " + error.getClass().getSimpleName());
            return 1;
        }
    }

    /** Standard error gets line numbers, never a number or a name. */
    static void tell(String line) {
        System.err.println(line);
    }

    // ---- Settings ----

    /** Who asks, from the environment; for what and about whom, from the command line. */
    record Settings(String gatewayUrl, String issuerUrl, String audience, String client, PrivateKey key, String keyId,
        Map<String, Object> statement, String caseNumber, Path input, Path output, String operation) {

        private static final Set<String> OPTIONS =
            Set.of("purpose", "item", "case", "official-id", "official-post", "official-terminal");

        static Settings read(String[] args) throws Misuse {
            Map<String, String> options = new LinkedHashMap<>();
            List<String> files = new ArrayList<>();
            for (int i = 0; i < args.length; i++) {
                if (!args[i].startsWith("--")) files.add(args[i]);
                else if (OPTIONS.contains(args[i].substring(2)) && i + 1 < args.length)
                    options.put(args[i].substring(2), args[++i]);
                else throw new Misuse(USAGE);
            }
            if (files.size() != 2 || !options.containsKey("purpose") || !options.containsKey("item")) throw new Misuse(USAGE);
            String keyFile = needed("BUREAU_KEY");
            return new Settings(
                setting("GATEWAY_URL", "http://127.0.0.1:4000"),
                setting("OIDC_ISSUER", "http://127.0.0.1:4001"),
                setting("OIDC_AUDIENCE", "urn:yihao:gateway"),
                needed("BUREAU_CLIENT"),
                readKey(keyFile),
                needed("BUREAU_KEY_ID"),
                statementOf(options),
                options.get("case"),
                Path.of(files.get(0)),
                Path.of(files.get(1)),
                readOperation(setting("OPERATIONS_MANIFEST", "schema/operations/generated/manifest.json")));
        }

        private static String setting(String name, String otherwise) {
            String value = System.getenv(name);
            return value == null || value.isEmpty() ? otherwise : value;
        }

        private static String needed(String name) throws Misuse {
            String value = setting(name, "");
            if (value.isEmpty()) throw new Misuse(name + " is not set.\n" + USAGE);
            return value;
        }

        /** What every request object states besides the case; of the official all three or nothing. */
        private static Map<String, Object> statementOf(Map<String, String> options) throws Misuse {
            Map<String, Object> statement = new LinkedHashMap<>();
            statement.put("purpose", options.get("purpose"));
            statement.put("item", options.get("item"));
            Map<String, Object> official = new LinkedHashMap<>();
            for (String detail : List.of("id", "post", "terminal"))
                if (options.containsKey("official-" + detail)) official.put(detail, options.get("official-" + detail));
            if (official.size() == 3) statement.put("official", official);
            else if (!official.isEmpty()) throw new Misuse(USAGE);
            return statement;
        }

        /** PKCS#8 in PEM (RFC 7468), Ed25519 or P-256. */
        private static PrivateKey readKey(String file) throws Misuse {
            try {
                String base64 = Files.readString(Path.of(file)).replaceAll("-----[A-Z ]+-----|\\s", "");
                PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
                for (String algorithm : List.of("Ed25519", "EC")) {
                    Optional<PrivateKey> key = keyOf(algorithm, spec);
                    if (key.isPresent()) return key.get();
                }
            } catch (IOException | IllegalArgumentException error) {
                throw new Misuse("BUREAU_KEY: " + file + " is no private key in PEM (PKCS#8).");
            }
            throw new Misuse("BUREAU_KEY: " + file + " is neither an Ed25519 nor a P-256 key.");
        }

        private static Optional<PrivateKey> keyOf(String algorithm, PKCS8EncodedKeySpec spec) {
            try {
                PrivateKey key = KeyFactory.getInstance(algorithm).generatePrivate(spec);
                boolean isOtherCurve = key instanceof ECPrivateKey ec && ec.getParams().getOrder().bitLength() != 256;
                return isOtherCurve ? Optional.empty() : Optional.of(key);
            } catch (GeneralSecurityException error) {
                return Optional.empty();
            }
        }

        /** The text as it is registered: a gateway that runs registered operations alone knows no other. */
        private static String readOperation(String manifest) throws Misuse {
            try {
                Object operations = Json.object(Json.read(Files.readString(Path.of(manifest)))).get("operations");
                for (Object operation : Json.list(operations))
                    if (OPERATION.equals(Json.object(operation).get("name"))) return (String) Json.object(operation).get("body");
            } catch (IOException | IllegalArgumentException error) {
                throw new Misuse("OPERATIONS_MANIFEST: " + manifest + " can't be read.");
            }
            throw new Misuse("OPERATIONS_MANIFEST: " + manifest + " has no operation " + OPERATION + ".");
        }
    }

    // ---- The applicants: residentId,name[,case], one a line ----

    /** `problem`: what makes a line one that can't be asked, without the value; null where nothing does. */
    record Entry(int line, String residentId, String name, String caseNumber, String problem) {
        static Entry malformed(int line, String problem) {
            return new Entry(line, "", "", "", problem);
        }

        boolean isMalformed() {
            return problem != null;
        }
    }

    static List<Entry> readApplicants(Path file, String defaultCase) throws Misuse {
        List<String> lines = readLines(file);
        String header = lines.get(0);
        if (!header.equals("residentId,name") && !header.equals("residentId,name,case"))
            throw new Misuse(file + ": the first line must be residentId,name or residentId,name,case.");
        if (header.equals("residentId,name") && defaultCase == null) throw new Misuse(file + " has no column case: say --case.");
        int columns = header.split(",").length;
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++)
            if (!lines.get(i).isEmpty()) entries.add(readLine(lines.get(i), i + 1, columns, defaultCase));
        return entries;
    }

    private static List<String> readLines(Path file) throws Misuse {
        try {
            String text = Files.readString(file);
            return List.of((text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r?\n", -1));
        } catch (CharacterCodingException error) {
            throw new Misuse(file + " is not UTF-8: save it as \"CSV UTF-8\".");
        } catch (IOException error) {
            throw new Misuse(file + " can't be read.");
        }
    }

    private static Entry readLine(String text, int line, int columns, String defaultCase) {
        List<String> cells = readCells(text);
        if (cells.size() != columns) return Entry.malformed(line, "it must have " + columns + " columns.");
        String residentId = cells.get(0);
        String name = cells.get(1);
        if (residentId.isEmpty() || name.isEmpty()) return Entry.malformed(line, "residentId and name must not be empty.");
        if (residentId.length() > MAX_NAME_LENGTH || name.length() > MAX_NAME_LENGTH)
            return Entry.malformed(line, "residentId or name is too long.");
        boolean hasOwnCase = columns == 3 && !cells.get(2).isEmpty();
        String caseNumber = hasOwnCase ? cells.get(2) : Objects.requireNonNullElse(defaultCase, "");
        if (!CASE_NUMBER.matcher(caseNumber).matches())
            return Entry.malformed(line,
                "case must have 4 to 64 letters, digits, Han characters, brackets, hyphens or slashes.");
        return new Entry(line, residentId, name, caseNumber, null);
    }

    /** RFC 4180 without line breaks in a cell. Empty where quotes don't match. */
    private static List<String> readCells(String text) {
        if (!LINE_OF_CELLS.matcher(text + ",").matches()) return List.of();
        List<String> cells = new ArrayList<>();
        Matcher matcher = CELL.matcher(text + ",");
        while (matcher.find()) {
            String cell = matcher.group().substring(0, matcher.group().length() - 1);
            boolean isQuoted = cell.startsWith("\"");
            cells.add((isQuoted ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell).strip());
        }
        return cells;
    }

    // ---- The results: a file that only grows, one row for each applicant in their order ----

    static final String HEADER = "line,residentId,case,result,"
        + FACTS.keySet().stream().map(name -> name + ".state," + name).collect(Collectors.joining(","));

    /** How many rows are written already; makes the file, for its owner's eyes alone, when it isn't there. */
    static int openResults(Path file, List<Entry> entries) throws IOException, Misuse {
        int written = Files.exists(file) ? readWritten(file, entries) : 0;
        if (written == 0) {
            createPrivate(file);
            Files.writeString(file, HEADER + "\n", StandardOpenOption.TRUNCATE_EXISTING);
        }
        return written;
    }

    private static void createPrivate(Path file) throws IOException {
        if (Files.exists(file)) return;
        boolean isPosix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        if (isPosix) Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        else Files.createFile(file);
    }

    private static int readWritten(Path file, List<Entry> entries) throws IOException, Misuse {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') end--;
        // What an interruption left of a row.
        if (end < bytes.length)
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(end);
            }
        if (end == 0) return 0;
        String[] rows = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, end)).toString().split("\n");
        boolean fits = rows[0].equals(HEADER) && rows.length - 1 <= entries.size();
        for (int i = 1; fits && i < rows.length; i++) {
            Entry entry = entries.get(i - 1);
            fits = rows[i].startsWith(malformedStart(entry)) || (!entry.isMalformed() && rows[i].startsWith(rowStart(entry)));
        }
        if (!fits)
            throw new Misuse(file + " holds something else than the results of these applicants: name another file.");
        return rows.length - 1;
    }

    private static String malformedStart(Entry entry) {
        return entry.line() + ",,,malformed";
    }

    /** By line and number, so that the results of one list never end up beside another's people. */
    private static String rowStart(Entry entry) {
        return entry.line() + "," + cell(entry.residentId()) + "," + cell(entry.caseNumber()) + ",";
    }

    /** RFC 4180; what a spreadsheet would take for a formula gets an apostrophe, for it may have been typed by anybody. */
    private static String cell(String value) {
        String line = value.replaceAll("[\r\n]+", " ");
        String safe = line.matches("[=+\\-@\t].*") ? "'" + line : line;
        return safe.contains("\"") || safe.contains(",") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    // ---- The verification ----

    private final Settings settings;
    private final Session session;
    private final Set<String> toldOnce = new LinkedHashSet<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    VerifyApplicants(Settings settings) {
        this.settings = settings;
        this.session = new Session(settings);
    }

    int verify() throws Misuse, Stopped, IOException, GeneralSecurityException, InterruptedException {
        List<Entry> entries = readApplicants(settings.input(), settings.caseNumber());
        int done = openResults(settings.output(), entries);
        for (String result : List.of("found", "not-found", "malformed")) counts.put(result, 0);
        if (done > 0) tell(done + " of " + entries.size() + " are written already.");
        for (Entry entry : entries.subList(done, entries.size()))
            if (entry.isMalformed()) tell("Line " + entry.line() + " is malformed: " + entry.problem());
        while (done < entries.size()) {
            List<String> rows = askBatch(nextBatch(entries, done));
            Files.writeString(settings.output(), String.join("", rows), StandardOpenOption.APPEND);
            done += rows.size();
            tell(done + " of " + entries.size());
        }
        tell(counts.entrySet().stream().map(count -> count.getValue() + " " + count.getKey().replace('-', ' '))
            .collect(Collectors.joining(", ")));
        return counts.get("malformed") > 0 ? 3 : 0;
    }

    /** From `start` on: one case, for a request states one, and no more people than go into a request. */
    private static List<Entry> nextBatch(List<Entry> entries, int start) {
        List<Entry> batch = new ArrayList<>();
        String caseNumber = null;
        int people = 0;
        for (Entry entry : entries.subList(start, entries.size())) {
            if (!entry.isMalformed()) {
                if (caseNumber == null) caseNumber = entry.caseNumber();
                if (!caseNumber.equals(entry.caseNumber()) || people == BATCH_SIZE) break;
                people++;
            }
            batch.add(entry);
        }
        return batch;
    }

    /** Rows of the result. What the gateway calls malformed is told, left out and asked no more. */
    private List<String> askBatch(List<Entry> batch) throws Stopped, GeneralSecurityException, InterruptedException {
        List<Entry> applicants = batch.stream().filter(entry -> !entry.isMalformed()).toList();
        if (applicants.isEmpty()) return rowsOf(batch, List.of(), Map.of(), Set.of());
        Reply reply = session.ask(bodyFor(applicants), applicants.get(0).caseNumber());
        Map<Integer, String> malformed = readMalformed(reply, applicants);
        if (!malformed.isEmpty()) {
            malformed.forEach((line, problem) -> tell("Line " + line + " is malformed: " + problem));
            return askBatch(batch.stream().map(entry -> malformed.containsKey(entry.line())
                ? Entry.malformed(entry.line(), malformed.get(entry.line())) : entry).toList());
        }
        if (reply.status() != 200) throw new Stopped(reply.describe() + adviceFor(reply));
        List<Object> citizens = Json.list(Json.object(reply.body().get("data")).get("citizens"));
        if (citizens.size() != applicants.size())
            throw new Stopped("The answer has not one entry for each applicant; nothing of it is written.");
        Map<String, Object> extension = Json.object(Json.object(reply.body().get("extensions")).get("yihao"));
        Set<Object> masked = Set.copyOf(Json.list(extension.get("masked")));
        return rowsOf(batch, citizens, readReasons(extension), masked);
    }

    private String bodyFor(List<Entry> applicants) {
        List<Object> by = new ArrayList<>();
        for (Entry entry : applicants) by.add(ordered("residentId", entry.residentId(), "name", entry.name()));
        return Json.write(ordered("operationName", OPERATION, "query", settings.operation(), "variables", ordered("by", by)));
    }

    /** Line to what is wrong with it. The gateway names up to ten places of a request at once, `$by[3].residentId`. */
    private static Map<Integer, String> readMalformed(Reply reply, List<Entry> applicants) {
        Map<Integer, String> malformed = new TreeMap<>();
        if (reply.status() != 400 || !"BAD_USER_INPUT".equals(reply.code())) return malformed;
        Matcher places = MALFORMED_PLACE.matcher(reply.message());
        while (places.find()) {
            int index = Integer.parseInt(places.group(1));
            if (index < applicants.size()) malformed.put(applicants.get(index).line(), places.group(2));
        }
        return malformed;
    }

    /** Coordinate to why it is not there, which the gateway says once for all who lack it. */
    private Map<String, String> readReasons(Map<String, Object> extension) {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (Object one : Json.list(extension.get("absences"))) {
            Map<String, Object> absence = Json.object(one);
            String reason = (String) absence.get("reason");
            reasons.put((String) absence.get("coordinate"), reason);
            String line = absence.get("coordinate") + " is not answered: " + absence.get("message");
            boolean isRefused = reason.equals("NOT_AUTHORISED") || reason.equals("NOT_SHARED");
            if (isRefused && toldOnce.add(line)) tell(line);
        }
        return reasons;
    }

    private List<String> rowsOf(List<Entry> batch, List<Object> citizens, Map<String, String> reasons, Set<Object> masked) {
        List<String> rows = new ArrayList<>();
        int asked = 0;
        for (Entry entry : batch) {
            Object citizen = entry.isMalformed() ? null : citizens.get(asked++);
            String result = entry.isMalformed() ? "malformed" : citizen == null ? "not-found" : "found";
            counts.merge(result, 1, Integer::sum);
            String facts = citizen == null ? ",,".repeat(FACTS.size()) : factsOf(Json.object(citizen), reasons, masked);
            rows.add((entry.isMalformed() ? malformedStart(entry) : rowStart(entry) + result) + facts + "\n");
        }
        return rows;
    }

    private static String factsOf(Map<String, Object> citizen, Map<String, String> reasons, Set<Object> masked) {
        StringBuilder cells = new StringBuilder();
        FACTS.forEach((name, maskable) -> {
            Object value = citizen.get(name);
            String coordinate = "Citizen." + name;
            boolean isAbsent = value == null || (value instanceof List<?> list && list.isEmpty());
            boolean isMasked = masked.contains(coordinate) || maskable.stream().anyMatch(masked::contains);
            String state = isAbsent ? "absent:" + reasons.getOrDefault(coordinate, "UNKNOWN") : isMasked ? "masked" : "present";
            cells.append(',').append(state).append(',').append(isAbsent ? "" : cell(textOf(value)));
        });
        return cells.toString();
    }

    /** Items of a list are parted by semicolons, what an item says by blanks. */
    private static String textOf(Object value) {
        if (!(value instanceof List<?> list)) return String.join(" ", leavesOf(value));
        return list.stream().map(item -> String.join(" ", leavesOf(item))).collect(Collectors.joining("; "));
    }

    private static List<String> leavesOf(Object value) {
        if (value == null) return List.of();
        if (value instanceof Map<?, ?> object) return object.values().stream().flatMap(one -> leavesOf(one).stream()).toList();
        if (value instanceof List<?> list) return list.stream().flatMap(one -> leavesOf(one).stream()).toList();
        return List.of(value.toString());
    }

    private static String adviceFor(Reply reply) {
        String when = "LOCKED_OUT".equals(reply.code()) ? " Not before " + reply.retryAfterSeconds().orElse(0L) + " s from now." : "";
        return when + " What is written stays: the same command goes on after it.";
    }

    static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        return map;
    }

    // ---- The session: login by key, a signature over each body, patience where it is asked for ----

    /** What came back, or that nothing did: `status` 0. `code`: `extensions.code` of the first error. */
    record Reply(int status, Optional<Long> retryAfterSeconds, String code, String message, String requestId,
        Map<String, Object> body) {

        static Reply none(URI address) {
            String origin = address.getScheme() + "://" + address.getAuthority();
            return new Reply(0, Optional.empty(), null, "No answer from " + origin + ".", "", Map.of());
        }

        static Reply of(HttpResponse<String> response) {
            Map<String, Object> body = Json.objectOrEmpty(response.body());
            List<Object> errors = Json.list(body.get("errors"));
            Map<String, Object> error = errors.isEmpty() ? Map.of() : Json.object(errors.get(0));
            Optional<Long> retryAfter =
                response.headers().firstValue("retry-after").filter(value -> value.matches("\\d{1,9}")).map(Long::valueOf);
            return new Reply(response.statusCode(), retryAfter, (String) Json.object(error.get("extensions")).get("code"),
                (String) error.getOrDefault("message", "no message"), response.headers().firstValue("x-request-id").orElse(""), body);
        }

        /** Who is locked out for guessing doesn't go on by himself: somebody has to look at the list. */
        boolean isWorthAnotherTry() {
            if (status == 429) return !"LOCKED_OUT".equals(code);
            if (status == 200) return body.containsKey("errors");
            return status == 0 || (status >= 502 && status <= 504);
        }

        String describe() {
            if (status == 0) return message;
            String id = requestId.isEmpty() ? "" : " (x-request-id " + requestId + ")";
            return "HTTP " + status + " " + (code == null ? "" : code) + ": " + message + id;
        }
    }

    interface Attempt {
        Reply send() throws Stopped, GeneralSecurityException, InterruptedException;
    }

    static final class Session {
        private final Settings settings;
        private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        private String token;
        private Instant tokenUsableUntil = Instant.EPOCH;

        Session(Settings settings) {
            this.settings = settings;
        }

        /**
         * Sends a body to `/graphql`. 429 and 503 are waited out, and an answer with errors in it is asked for again, for a
         * department did not answer.
         */
        Reply ask(String body, String caseNumber) throws Stopped, GeneralSecurityException, InterruptedException {
            Reply reply = patiently(() -> askOnce(body, caseNumber));
            if (reply.status() != 401) return reply;
            tokenUsableUntil = Instant.EPOCH;
            return patiently(() -> askOnce(body, caseNumber));
        }

        private Reply askOnce(String body, String caseNumber) throws Stopped, GeneralSecurityException, InterruptedException {
            if (!Instant.now().isBefore(tokenUsableUntil)) login();
            return send(HttpRequest.newBuilder(URI.create(settings.gatewayUrl() + "/graphql"))
                .header("content-type", "application/json")
                .header("accept-language", languageOf())
                // Refusals are read from `absences`: whatever is in `errors` is a fault.
                .header("x-refusals", "extensions")
                .header("x-client-name", "verify-applicants")
                .header("authorization", "Bearer " + token)
                .header("yihao-request", signRequest(body, caseNumber))
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        }

        private void login() throws Stopped, GeneralSecurityException, InterruptedException {
            URI address = URI.create(settings.issuerUrl() + "/.well-known/openid-configuration");
            Reply metadata = patiently(() -> send(HttpRequest.newBuilder(address)));
            if (!(metadata.body().get("issuer") instanceof String issuer)
                || !(metadata.body().get("token_endpoint") instanceof String endpoint))
                throw new Stopped(settings.issuerUrl() + " is no OpenID Connect issuer (HTTP " + metadata.status() + ").");
            Reply reply = patiently(() -> {
                String assertion = sign("JWT", 60, ordered("sub", settings.client(), "aud", issuer));
                String form = "grant_type=client_credentials&client_assertion_type="
                    + URLEncoder.encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", StandardCharsets.UTF_8)
                    + "&client_assertion=" + assertion;
                return send(HttpRequest.newBuilder(URI.create(endpoint))
                    .header("content-type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form)));
            });
            if (!(reply.body().get("access_token") instanceof String value)
                || !(reply.body().get("expires_in") instanceof Json.Numeral seconds))
                throw new Stopped("The issuer refused " + settings.client() + " (HTTP " + reply.status()
                    + "): is BUREAU_KEY the private half of the key that is registered as BUREAU_KEY_ID?");
            token = value;
            tokenUsableUntil = Instant.now().plusSeconds(Long.parseLong(seconds.text()) - TOKEN_RESERVE_SECONDS);
        }

        /** The request object: for what this body asks, good for five minutes. */
        private String signRequest(String body, String caseNumber) throws GeneralSecurityException {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            Map<String, Object> claims = ordered("aud", settings.audience(), "body", base64url(hash));
            claims.putAll(settings.statement());
            claims.put("case", caseNumber);
            return sign("yihao-request+jwt", 300, claims);
        }

        /** A JWS in compact serialization (RFC 7515). */
        private String sign(String typ, long seconds, Map<String, Object> claims) throws GeneralSecurityException {
            boolean isEc = settings.key() instanceof ECPrivateKey;
            long now = Instant.now().getEpochSecond();
            claims.putAll(ordered("iss", settings.client(), "iat", new Json.Numeral(Long.toString(now)),
                "exp", new Json.Numeral(Long.toString(now + seconds)), "jti", UUID.randomUUID().toString()));
            Map<String, Object> header = ordered("alg", isEc ? "ES256" : "EdDSA", "typ", typ, "kid", settings.keyId());
            String signed = base64url(Json.write(header).getBytes(StandardCharsets.UTF_8)) + "."
                + base64url(Json.write(claims).getBytes(StandardCharsets.UTF_8));
            // JWS wants the two numbers side by side (RFC 7518 section 3.4), not Java's usual DER.
            Signature signature = Signature.getInstance(isEc ? "SHA256withECDSAinP1363Format" : "Ed25519");
            signature.initSign(settings.key());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64url(signature.sign());
        }

        private Reply send(HttpRequest.Builder request) throws InterruptedException {
            HttpRequest built = request.timeout(TIMEOUT).build();
            try {
                return Reply.of(http.send(built, HttpResponse.BodyHandlers.ofString()));
            } catch (IOException error) {
                return Reply.none(built.uri());
            }
        }

        /** Sends until the answer is one to go by: signed anew each time, for a request object is good for one request. */
        private static Reply patiently(Attempt attempt) throws Stopped, GeneralSecurityException, InterruptedException {
            for (int tries = 1;; tries++) {
                Reply reply = attempt.send();
                if (!reply.isWorthAnotherTry()) return reply;
                long seconds = reply.retryAfterSeconds().orElse(1L << (tries - 1));
                if (tries == MAX_TRIES || seconds > MAX_WAIT_SECONDS)
                    throw new Stopped(reply.describe() + " Run the same command again later: it goes on where it stopped.");
                tell(reply.describe() + " Next try in " + seconds + " s.");
                Thread.sleep(seconds * 1_000);
            }
        }

        private static String base64url(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }

        /** Chinese where the terminal speaks it. */
        private static String languageOf() {
            String language = Settings.setting("LC_ALL", Settings.setting("LANG", ""));
            return language.startsWith("zh") ? "zh-CN" : "en";
        }
    }

    // ---- JSON (RFC 8259): objects as maps in their order, lists, strings, booleans, null, numbers as they are written ----

    static final class Json {
        record Numeral(String text) {
            @Override
            public String toString() {
                return text;
            }
        }

        private static final Pattern NUMERAL = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");

        private final String text;
        private int at;

        private Json(String text) {
            this.text = text;
        }

        /** @throws IllegalArgumentException for what is no JSON */
        static Object read(String text) {
            Json json = new Json(text);
            try {
                Object value = json.readValue();
                json.skipBlanks();
                if (json.at == text.length()) return value;
            } catch (StringIndexOutOfBoundsException error) {
                // Ends too early: no JSON either.
            }
            throw new IllegalArgumentException("no JSON");
        }

        static Map<String, Object> objectOrEmpty(String text) {
            try {
                return object(read(text));
            } catch (IllegalArgumentException error) {
                return Map.of();
            }
        }

        /** Empty for anything else. */
        @SuppressWarnings("unchecked")
        static Map<String, Object> object(Object value) {
            return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
        }

        /** Empty for anything else. */
        @SuppressWarnings("unchecked")
        static List<Object> list(Object value) {
            return value instanceof List<?> ? (List<Object>) value : List.of();
        }

        static String write(Object value) {
            if (value instanceof Map<?, ?> object)
                return object.entrySet().stream().map(one -> quote((String) one.getKey()) + ":" + write(one.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
            if (value instanceof List<?> list)
                return list.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
            return value instanceof String string ? quote(string) : String.valueOf(value);
        }

        private static String quote(String string) {
            StringBuilder quoted = new StringBuilder("\"");
            for (char character : string.toCharArray()) {
                if (character == '"' || character == '\\') quoted.append('\\').append(character);
                else if (character < ' ') quoted.append(String.format("\\u%04x", (int) character));
                else quoted.append(character);
            }
            return quoted.append('"').toString();
        }

        private Object readValue() {
            skipBlanks();
            switch (text.charAt(at)) {
                case '{':
                    return readObject();
                case '[':
                    return readList();
                case '"':
                    return readString();
                case 't':
                    return readWord("true", Boolean.TRUE);
                case 'f':
                    return readWord("false", Boolean.FALSE);
                case 'n':
                    return readWord("null", null);
                default:
                    return readNumeral();
            }
        }

        private Map<String, Object> readObject() {
            Map<String, Object> object = new LinkedHashMap<>();
            at++;
            for (boolean isFirst = true; !isNext('}'); isFirst = false) {
                if (!isFirst) expect(',');
                skipBlanks();
                String key = readString();
                expect(':');
                object.put(key, readValue());
            }
            return object;
        }

        private List<Object> readList() {
            List<Object> list = new ArrayList<>();
            at++;
            for (boolean isFirst = true; !isNext(']'); isFirst = false) {
                if (!isFirst) expect(',');
                list.add(readValue());
            }
            return list;
        }

        private String readString() {
            expect('"');
            StringBuilder string = new StringBuilder();
            for (char character = text.charAt(at++); character != '"'; character = text.charAt(at++))
                string.append(character == '\\' ? readEscape() : character);
            return string.toString();
        }

        private char readEscape() {
            char character = text.charAt(at++);
            int place = "bfnrt".indexOf(character);
            if (place >= 0) return "\b\f\n\r\t".charAt(place);
            if (character != 'u') return character;
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }

        private Object readWord(String word, Object value) {
            if (!text.startsWith(word, at)) throw new IllegalArgumentException("no JSON");
            at += word.length();
            return value;
        }

        private Numeral readNumeral() {
            Matcher matcher = NUMERAL.matcher(text).region(at, text.length());
            if (!matcher.lookingAt()) throw new IllegalArgumentException("no JSON");
            at = matcher.end();
            return new Numeral(matcher.group());
        }

        private boolean isNext(char character) {
            skipBlanks();
            if (text.charAt(at) != character) return false;
            at++;
            return true;
        }

        private void expect(char character) {
            if (!isNext(character)) throw new IllegalArgumentException("no JSON");
        }

        private void skipBlanks() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
        }
    }
}
