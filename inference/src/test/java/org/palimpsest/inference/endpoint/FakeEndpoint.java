package org.palimpsest.inference.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** An HTTP server on loopback that speaks the dialects over {@link FakeModel}, and misbehaves as it is told. */
final class FakeEndpoint implements AutoCloseable {
    /** What the server pretends to be. */
    enum Kind {
        OPENAI,
        VLLM,
        VLLM_WITH_BOS,
        LLAMA_CPP,
        LLAMA_CPP_BARE,
        LLAMA_CPP_PYTHON,
        CHAT_ONLY,
        SHIFTED
    }

    /** What a server does with a request instead of answering it. */
    interface Misbehaviour {
        void on(HttpExchange exchange) throws IOException;
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> OPENAI_KNOWS =
            Set.of("model", "prompt", "max_tokens", "temperature", "echo", "logprobs", "top_p", "seed");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Kind kind;
    private final Queue<Misbehaviour> script = new ConcurrentLinkedQueue<>();
    private final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<String> paths = Collections.synchronizedList(new ArrayList<>());
    private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
    private Consumer<ObjectNode> edit = answer -> {};

    FakeEndpoint(Kind kind) throws IOException {
        this.kind = kind;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    EndpointReference reference() {
        return EndpointReference.parse("openai:" + address() + "#fake");
    }

    /** The next requests, one each, meet with this. */
    FakeEndpoint first(Misbehaviour... misbehaviours) {
        script.addAll(Arrays.asList(misbehaviours));
        return this;
    }

    /** Every answer is changed so before it is sent. */
    FakeEndpoint edit(Consumer<ObjectNode> change) {
        this.edit = change;
        return this;
    }

    List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    List<String> paths() {
        return List.copyOf(paths);
    }

    List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    static Misbehaviour status(int status, String body, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
        };
    }

    static Misbehaviour bytes(byte[] body) {
        return exchange -> send(exchange, 200, body);
    }

    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            JsonNode question = JSON.readTree(exchange.getRequestBody());
            requests.add(question);
            paths.add(exchange.getRequestURI().getPath());
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            Misbehaviour misbehaviour = script.poll();
            if (misbehaviour != null) {
                misbehaviour.on(exchange);
            } else {
                answer(exchange, exchange.getRequestURI().getPath(), question);
            }
        } catch (IOException | RuntimeException e) {
            exchange.close();
        }
    }

    private void answer(HttpExchange exchange, String path, JsonNode question) throws IOException {
        boolean llama = kind == Kind.LLAMA_CPP || kind == Kind.LLAMA_CPP_BARE;
        ObjectNode answer = JSON.createObjectNode();
        if (path.equals("/v1/completions") && kind != Kind.CHAT_ONLY && kind != Kind.LLAMA_CPP_BARE) {
            if (kind == Kind.OPENAI && !OPENAI_KNOWS.containsAll(names(question))) {
                refuse(exchange, 400, "Unrecognized request argument supplied");
                return;
            }
            if (kind == Kind.LLAMA_CPP && question.path("echo").asBoolean()) {
                refuse(exchange, 500, "Only no echo is supported");
                return;
            }
            complete(question, answer);
        } else if (path.equals("/v1/chat/completions") && kind == Kind.CHAT_ONLY) {
            String asked = question.path("messages").path(0).path("content").textValue();
            answer.putArray("choices").addObject().putObject("message").put("content", "answer to " + asked);
        } else if (path.equals("/tokenize") && llama && question.has("content")) {
            Arrays.stream(FakeModel.encode(question.path("content").textValue()))
                    .forEach(answer.withArray("tokens")::add);
        } else if (path.equals("/completion") && llama) {
            answer.put(
                    "content", written(FakeModel.encode(question.path("prompt").textValue()), question));
        } else {
            refuse(exchange, 404, "no such path");
            return;
        }
        edit.accept(answer);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        send(exchange, 200, JSON.writeValueAsBytes(answer));
    }

    private static List<String> names(JsonNode question) {
        List<String> names = new ArrayList<>();
        question.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void refuse(HttpExchange exchange, int status, String message) throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("error").put("message", message);
        send(exchange, status, JSON.writeValueAsBytes(answer));
    }

    private static String written(int[] prompt, JsonNode question) {
        int count = question.path("max_tokens").asInt(question.path("n_predict").asInt());
        int[] ids = new int[count];
        for (int i = 0; i < count; i++) {
            ids[i] = FakeModel.next(i == 0 ? prompt[prompt.length - 1] : ids[i - 1]);
        }
        return FakeModel.decode(ids);
    }

    private void complete(JsonNode question, ObjectNode answer) {
        JsonNode prompt = question.path("prompt");
        int[] ids = prompt.isArray() ? ints(prompt) : FakeModel.encode(prompt.textValue());
        boolean bos = kind == Kind.VLLM_WITH_BOS && prompt.isTextual();
        int[] read = bos ? new int[ids.length + 1] : ids;
        if (bos) {
            read[0] = FakeModel.BOS;
            System.arraycopy(ids, 0, read, 1, ids.length);
        }
        ObjectNode choice = answer.putArray("choices").addObject();
        boolean echo = question.path("echo").asBoolean();
        choice.put("text", (echo ? FakeModel.decode(ids) : "") + written(ids, question));
        choice.put("finish_reason", "length").put("index", 0);
        boolean vllm = kind == Kind.VLLM || kind == Kind.VLLM_WITH_BOS;
        if (kind != Kind.LLAMA_CPP_PYTHON) {
            answer.putObject("usage")
                    .put("completion_tokens", question.path("max_tokens").asInt());
        }
        if (vllm && question.path("return_token_ids").asBoolean()) {
            Arrays.stream(read).forEach(choice.withArray("prompt_token_ids")::add);
            choice.putArray("token_ids").add(FakeModel.next(ids[ids.length - 1]));
        }
        if (vllm && question.has("prompt_logprobs")) {
            promptLogProbs(read, choice.putArray("prompt_logprobs"));
        }
        if (question.has("logprobs")) {
            logProbs(echo ? read : new int[0], ids[ids.length - 1], choice.putObject("logprobs"));
        }
    }

    private static int[] ints(JsonNode list) {
        int[] ids = new int[list.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = list.get(i).intValue();
        }
        return ids;
    }

    private static void promptLogProbs(int[] read, ArrayNode list) {
        list.addNull();
        for (int i = 1; i < read.length; i++) {
            ObjectNode entry = list.addObject();
            int best = FakeModel.next(read[i - 1]);
            boolean same = best == read[i];
            entry.putObject(Integer.toString(read[i]))
                    .put("logprob", FakeModel.logProb(read[i - 1], read[i]))
                    .put("rank", same ? 1 : 5)
                    .put("decoded_token", new String(FakeModel.bytes(read[i]), StandardCharsets.UTF_8));
            if (!same) {
                entry.putObject(Integer.toString(best))
                        .put("logprob", FakeModel.logProb(read[i - 1], best))
                        .put("rank", 1)
                        .put("decoded_token", FakeModel.decode(new int[] {best}));
            }
        }
    }

    private void logProbs(int[] read, int last, ObjectNode logProbs) {
        ArrayNode tokens = logProbs.putArray("tokens");
        ArrayNode values = logProbs.putArray("token_logprobs");
        ArrayNode tops = logProbs.putArray("top_logprobs");
        ArrayNode offsets = logProbs.putArray("text_offset");
        int written = FakeModel.next(last);
        int[] all = Arrays.copyOf(read, read.length + 1);
        all[read.length] = written;
        int bytes = 0;
        byte[] whole = FakeModel.decode(
                        Arrays.stream(all).filter(id -> id != FakeModel.BOS).toArray())
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < all.length; i++) {
            offsets.add(charactersEndedBy(whole, bytes));
            int before = i == 0 ? last : all[i - 1];
            tokens.add(all[i] == FakeModel.BOS ? "<s>" : spelt(FakeModel.bytes(all[i])));
            bytes += all[i] == FakeModel.BOS ? 0 : FakeModel.bytes(all[i]).length;
            if (i == 0 && read.length > 0) {
                values.addNull();
                tops.addNull();
            } else {
                boolean wrong = kind == Kind.SHIFTED && i < read.length;
                values.add(FakeModel.logProb(wrong ? all[i] : before, all[i]));
                tops.addObject().put("x", -0.5);
            }
        }
    }

    private static int charactersEndedBy(byte[] whole, int end) {
        int characters = 0;
        for (int i = 0; i < end; i++) {
            boolean last = i + 1 == whole.length || (whole[i + 1] & 0xc0) != 0x80;
            characters += last ? 1 : 0;
        }
        return characters;
    }

    private String spelt(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') < 0) {
            return text;
        }
        return switch (kind) {
            case OPENAI -> "bytes:\\x" + HexFormat.ofDelimiter("\\x").formatHex(bytes);
            case LLAMA_CPP_PYTHON -> "";
            default -> text;
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Has an answer cut in the middle of its body. */
    static Misbehaviour cut() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"choices\":".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("cut on purpose");
        };
    }

    /** Has an answer come too late; the body begins at once if told so. */
    static Misbehaviour slow(boolean headFirst) {
        return exchange -> {
            if (headFirst) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
            }
            try {
                Thread.sleep(30_000);
            } catch (InterruptedException e) {
                throw new UncheckedIOException(new IOException("stopped", e));
            }
        };
    }
}
