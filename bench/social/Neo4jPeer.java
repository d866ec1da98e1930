// Neo4j Community, embedded, as a child of the social benchmark, in its natural layout: the tables as they are, loaded by
// its own bulk importer, and an index on the persons' id.
//   java -cp 'JARS/*' Neo4jPeer.java
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Result;
import org.neo4j.graphdb.Transaction;
import org.neo4j.io.ByteUnit;

class Neo4jPeer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private DatabaseManagementService service;
    private GraphDatabaseService database;
    private long limitSeconds;

    public static void main(String[] arguments) throws IOException {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);  // nothing but answers there, whatever a library prints
        Neo4jPeer peer = new Neo4jPeer();
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = requests.readLine()) != null;) {
            Object answer;
            try {
                answer = peer.answer(JSON.readTree(line));
            } catch (Exception error) {
                answer = Map.of("error", String.valueOf(error.getMessage()));
            }
            answers.println(JSON.writeValueAsString(answer));
        }
        if (peer.service != null) peer.service.shutdown();
        System.exit(0);
    }

    private Object answer(JsonNode request) throws Exception {
        return switch (request.get("op").asText()) {
            case "load" -> load(request);
            case "run" -> run(request);
            case "throughput" -> throughput(request);
            case "mixed" -> mixed(request);
            case "memory" -> memory(request);
            default -> throw new IllegalArgumentException("no such operation: " + request.get("op"));
        };
    }

    private Object load(JsonNode request) throws Exception {
        long begin = System.nanoTime();
        Path home = Path.of(request.get("scratch").asText(), "neo4j");
        boolean reuse = request.get("reuse").asBoolean();
        if (!reuse) bulkImport(Path.of(request.get("folder").asText()), home);
        limitSeconds = request.get("limit_seconds").asLong();
        service = new DatabaseManagementServiceBuilder(home)
            .setConfig(GraphDatabaseSettings.pagecache_memory, ByteUnit.gibiBytes(1))
            .build();
        database = service.database("neo4j");
        if (!reuse) {
            for (JsonNode statement : request.get("prepare")) ask(statement.asText(), Map.of());
        }
        try (Transaction transaction = database.beginTx()) {
            transaction.schema().awaitIndexesOnline(10, TimeUnit.MINUTES);
        }
        return Map.of("seconds", secondsSince(begin));
    }

    // `neo4j-admin database import full`, as a process of its own.
    private static void bulkImport(Path folder, Path home) throws Exception {
        Files.createDirectories(home.resolve("conf"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path"),
            "org.neo4j.cli.AdminTool", "database", "import", "full", "neo4j", "--delimiter=|", "--id-type=integer",
            "--overwrite-destination"));
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString().replace(".csv", "");
            String[] parts = name.split("_");
            boolean labelled = name.equals("Comment") || name.equals("Post");  // by a column
            command.add(parts.length == 3 ? "--relationships=" + parts[1] + "=" + file
                : "--nodes=" + (labelled ? "" : name + "=") + file);
        }
        File log = home.resolve("import.log").toFile();
        ProcessBuilder process = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true)
            .redirectOutput(log);
        process.environment().put("NEO4J_HOME", home.toString());
        process.environment().put("NEO4J_CONF", home.resolve("conf").toString());
        if (process.start().waitFor() != 0) throw new IOException("its importer failed, see " + log);
    }

    private List<List<Object>> ask(String query, Map<String, Object> parameters) {
        List<List<Object>> rows = new ArrayList<>();
        try (Transaction transaction = database.beginTx(limitSeconds, TimeUnit.SECONDS);
             Result result = transaction.execute(query, parameters)) {
            List<String> columns = result.columns();
            while (result.hasNext()) {
                Map<String, Object> row = result.next();
                rows.add(columns.stream().map(column -> plain(row.get(column))).toList());
            }
            transaction.commit();
        }
        return rows;
    }

    private static Object plain(Object value) {
        if (value instanceof Temporal) return value.toString();
        if (value instanceof List<?> list) return list.stream().map(Neo4jPeer::plain).toList();
        return value;
    }

    private static List<Map<String, Object>> parametersOf(JsonNode request) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (JsonNode one : request.get("parameters")) all.add(JSON.convertValue(one, new TypeReference<Map<String, Object>>() {}));
        return all;
    }

    private Object run(JsonNode request) {
        String query = request.get("query").asText();
        List<Double> times = new ArrayList<>();
        List<Object> answers = new ArrayList<>();
        for (Map<String, Object> parameters : parametersOf(request)) {
            long begin = System.nanoTime();
            answers.add(ask(query, parameters));
            times.add(secondsSince(begin) * 1000);
        }
        return Map.of("ms", times, "rows", answers);
    }

    // Answers a second of each query, each on its own thread.
    private List<Double> loop(List<String> queries, List<Map<String, Object>> parameters, double seconds)
        throws Exception {
        long begin = System.nanoTime();
        long[] counts = new long[queries.size()];
        List<Thread> threads = new ArrayList<>();
        for (int which = 0; which < counts.length; ++which) {
            int own = which;
            threads.add(new Thread(() -> {
                for (; secondsSince(begin) < seconds; ++counts[own]) {
                    ask(queries.get(own), parameters.get((int) ((own * 17 + counts[own]) % parameters.size())));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) thread.join();
        double elapsed = secondsSince(begin);
        List<Double> rates = new ArrayList<>();
        for (long count : counts) rates.add(count / elapsed);
        return rates;
    }

    private Object throughput(JsonNode request) throws Exception {
        List<String> queries = new ArrayList<>();
        for (int i = 0; i < request.get("threads").asInt(); ++i) queries.add(request.get("query").asText());
        List<Double> rates = loop(queries, parametersOf(request), request.get("seconds").asDouble());
        return Map.of("per_second", rates.stream().mapToDouble(Double::doubleValue).sum());
    }

    private Object mixed(JsonNode request) throws Exception {
        List<Double> rates = loop(List.of(request.get("query").asText(), request.get("write").asText()),
            parametersOf(request), request.get("seconds").asDouble());
        return Map.of("per_second", rates.get(0), "writes_per_second", rates.get(1));
    }

    // The peak of resident memory since the last such request; asking starts a new peak.
    private static Object memory(JsonNode request) throws IOException {
        Map<String, Object> answer = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) answer.put("peak_mib", Double.parseDouble(line.replaceAll("\\D", "")) / 1024);
        }
        Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        return answer;
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
