import Foundation
import Glibc
import TestSupport
import Testing

/// A node with a program that runs, an `assay export`, a node exporter with a textfile, a Prometheus, an Alertmanager and
/// somebody who is told: all on loopback, in one mount namespace, and gone with `end()`.
struct MonitoredSite {
  /// Part of the names of its programs.
  let mark = "t\(UInt32.random(in: 0...UInt32.max))"
  private let directory: TemporaryDirectory
  private let assay: URL
  private let prometheusPort: Int
  private var servers: [RunningCommand] = []
  /// How often something is asked for, ten times a second.
  private static let tries = 400

  /// The query that Prometheus refused, and why.
  struct Refused: Error, CustomStringConvertible {
    let description: String
  }

  init() async throws {
    directory = try TemporaryDirectory()
    assay = try Repository.product("assay")
    let ports = try Self.freePorts(4)
    let (node, manager, told) = (ports[0], ports[1], ports[2])
    prometheusPort = ports[3]
    do {
      try await startPrograms()
      let exporter = try run(assay, ["export", "--listen", "127.0.0.1:0", "--enable-stats"])
      try await writeReport()
      try run(
        "prometheus-node-exporter",
        [
          "--collector.disable-defaults", "--collector.textfile", "--collector.textfile.directory", path("textfile"),
          "--web.listen-address", "127.0.0.1:\(node)",
        ])
      try await writeConfiguration(exporter: try await exporter.servedPort(), node: node, manager: manager, told: told)
      try run(
        "unshare",
        [
          "-m", "--propagation", "private", "bash", "-c", Self.alertmanager,
          try #require(Executables.find("prometheus-alertmanager")).path, "--config.file", path("alertmanager.yml"),
          "--storage.path", path("alerts"), "--cluster.listen-address", "", "--web.listen-address",
          "127.0.0.1:\(manager)",
        ])
      try run("python3", ["-c", Self.receiver, "\(told)", path("messages")])
      try run(
        "prometheus",
        [
          "--config.file", path("prometheus.yml"), "--storage.tsdb.path", path("series"), "--web.listen-address",
          "127.0.0.1:\(prometheusPort)",
        ])
    } catch {
      await end()
      throw error
    }
  }

  /// Ends all of it, the last started first. Not every one of them minds a request: some have signals blocked.
  func end() async {
    for server in servers.reversed() {
      server.signal(SIGKILL, wholeGroup: true)
      _ = try? await server.result()
    }
  }

  // MARK: - What is asked

  /// What an expression comes to now: the values of its series.
  @discardableResult func query(_ expression: String) throws -> [String] {
    let escaped = expression.utf8.map { byte in
      let isPlain = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
      return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    let answer = try LoopbackHTTP.get(prometheusPort, "/api/v1/query", sending: "query=\(escaped)")
    struct Reply: Decodable {
      struct Series: Decodable { var metric: [String: String] }
      struct Data: Decodable { var result: [Series] }
      var data: Data?
    }
    guard answer.status == 200, let reply = try? JSONDecoder().decode(Reply.self, from: Data(answer.body.utf8)),
      let data = reply.data
    else { throw Refused(description: "\(expression): \(answer.status) \(answer.body)") }
    return data.result.map { "\($0.metric)" }
  }

  /// The same, asked until it has so many values.
  func values(of expression: String, count: Int) async throws -> [String] {
    var last = "nothing yet"
    for _ in 0..<Self.tries {
      do {
        let found = try query(expression)
        if found.count >= count { return found }
        last = "\(found)"
      } catch {
        // Prometheus may not listen yet.
        last = "\(error)"
      }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw Refused(description: "\(expression) has less than \(count) values: \(last); \(log)")
  }

  /// The queries of the dashboard, with what Grafana fills in.
  func panelQueries() async throws -> [String] {
    let dashboard = try await RunningCommand.run(assay, ["dashboard", "--grafana"])
    let object = try #require(JSONSerialization.jsonObject(with: Data(dashboard.output)) as? [String: Any])
    let panels = try #require(object["panels"] as? [[String: Any]])
    let queries = panels.flatMap { $0["targets"] as? [[String: Any]] ?? [] }.compactMap { $0["expr"] as? String }
    return queries.map { query in
      query.replacing("$__rate_interval", with: "10s").replacing(/\$[a-z]+/, with: ".*")
    }
  }

  /// What was told of an alert.
  func message(about alert: String) async throws -> String {
    for _ in 0..<Self.tries {
      let text = (try? String(contentsOfFile: path("messages"), encoding: .utf8)) ?? ""
      if let line = text.split(separator: "\n").first(where: { $0.contains("\"\(alert)\"") }) { return String(line) }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw Refused(description: "nothing was told of \(alert); \(log)")
  }

  /// What the servers said last.
  private var log: String { servers.map { String($0.errorsSoFar().suffix(600)) }.joined(separator: "\n--\n") }

  // MARK: - What is there

  /// A program that runs again and again, pinned to a file system of this process's own: it goes with it.
  private mutating func startPrograms() async throws {
    let source = """
      char _license[] SEC("license") = "GPL";
      SEC("socket") int \(mark)_busy(void *ctx) { return 7; }
      """
    try directory.write(try await CompiledObject.bytes(of: source), to: "busy.bpf.o")
    try directory.write([UInt8](repeating: 0, count: 64), to: "packet")
    let script = """
      set -e
      mkdir pins && mount -t bpf bpf pins
      bpftool prog load busy.bpf.o pins/busy
      while :; do bpftool prog run pinned pins/busy data_in packet repeat 10000 > /dev/null; sleep 0.02; done
      """
    try run("unshare", ["-m", "--propagation", "private", "bash", "-c", script])
  }

  /// A report of the program that runs and of one that no kernel takes, as a textfile.
  private func writeReport() async throws {
    let source = """
      char _license[] SEC("license") = "GPL";
      SEC("socket") int \(mark)_busy(void *ctx) { return 7; }
      SEC("socket") int \(mark)_astray(long *ctx) { return *(volatile long *)(ctx[1]); }
      """
    try directory.write(try await CompiledObject.bytes(of: source), to: "pair.bpf.o")
    _ = try await RunningCommand.run(
      assay, ["verify", "--format", "json", "-o", "verify.json", "pair.bpf.o"], directory: directory.url)
    try FileManager.default.createDirectory(atPath: path("textfile"), withIntermediateDirectories: true)
    let export = try await RunningCommand.run(
      assay, ["export", "--textfile", "textfile/assay.prom", "verify.json"], directory: directory.url)
    #expect(export.ending == .status(0), "\(export.errorText)")
  }

  /// Assay's own rules and Alertmanager file, but for who is told, and how soon.
  private func writeConfiguration(exporter: Int, node: Int, manager: Int, told: Int) async throws {
    for (option, file) in [("--prometheus-rules", "assay.rules.yml"), ("--alertmanager", "alertmanager.yml")] {
      let result = try await RunningCommand.run(assay, ["dashboard", option], directory: directory.url)
      let text = result.outputText.replacing("127.0.0.1:9436", with: "127.0.0.1:\(told)")
        .replacing("group_wait: 30s", with: "group_wait: 0s")
      try directory.write(Array(text.utf8), to: file)
    }
    let text = """
      global: {scrape_interval: 500ms, scrape_timeout: 500ms, evaluation_interval: 500ms}
      rule_files: [assay.rules.yml]
      alerting: {alertmanagers: [{static_configs: [{targets: ["127.0.0.1:\(manager)"]}]}]}
      scrape_configs:
        - {job_name: assay, static_configs: [{targets: ["127.0.0.1:\(exporter)"]}]}
        - {job_name: node, static_configs: [{targets: ["127.0.0.1:\(node)"]}]}

      """
    try directory.write(Array(text.utf8), to: "prometheus.yml")
  }

  /// Debian's Alertmanager reads its templates from a fixed place; where it is unpacked and not installed they are put there,
  /// for it alone.
  private static let alertmanager = """
    place=/usr/share/prometheus/alertmanager
    if [ ! -e $place/default.tmpl ]; then
      templates=$(mktemp -d) && cp -r "${0%/bin/*}/share/prometheus/alertmanager/." "$templates"
      mount -t tmpfs tmpfs /usr/share && mkdir -p $place && cp "$templates"/* $place && rm -r "$templates"
    fi
    exec "$0" "$@"
    """

  /// Writes each message that is posted to it as a line of a file.
  private static let receiver = """
    import http.server, sys
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with open(sys.argv[2], "ab") as file: file.write(body.replace(b"\\n", b" ") + b"\\n")
            self.send_response(200); self.end_headers()
    http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
    """

  private func path(_ relative: String) -> String { directory.path(relative).path }

  @discardableResult private mutating func run(_ tool: String, _ arguments: [String]) throws -> RunningCommand {
    try run(try #require(Executables.find(tool), "no \(tool) in PATH"), arguments)
  }

  @discardableResult private mutating func run(_ tool: URL, _ arguments: [String]) throws -> RunningCommand {
    let server = try RunningCommand(tool, arguments, directory: directory.url)
    servers.append(server)
    return server
  }

  /// Ports that nobody has at this moment.
  private static func freePorts(_ count: Int) throws -> [Int] {
    var held: [Int32] = []
    defer { for socket in held { close(socket) } }
    return try (0..<count).map { _ in
      let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      held.append(socket)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          unsafe bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
        }
      }
      try #require(isBound)
      return Int(UInt16(bigEndian: address.sin_port))
    }
  }
}
