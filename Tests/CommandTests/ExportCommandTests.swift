import Foundation
import Glibc
import TestSupport
import Testing

/// `assay export` to a file, and over HTTP.
@Suite(.requires("host:socket_filter", "clang")) struct ExportCommandTests {
  private static let source = """
    char _license[] SEC("license") = "GPL";
    SEC("socket") int steady(void *ctx) { return 7; }
    SEC("socket") int astray(long *ctx) { return *(volatile long *)(ctx[1]); }
    """

  private func export(_ arguments: [String]) async throws -> RunningCommand.Result {
    try await RunningCommand.run(Repository.product("assay"), ["export"] + arguments)
  }

  /// A report of `assay verify` on one program that loads and one that does not.
  private func report(in directory: TemporaryDirectory) async throws -> String {
    let object = try directory.write(try await CompiledObject.bytes(of: Self.source), to: "pair.bpf.o")
    let report = directory.path("verify.json").path
    _ = try await RunningCommand.run(
      Repository.product("assay"), ["verify", "--format", "json", "-o", report, object.lastPathComponent],
      directory: directory.url)
    return report
  }

  @Test(.requires("promtool")) func `a report's figures are what promtool and node_exporter take`() async throws {
    let directory = try TemporaryDirectory()
    let report = try await report(in: directory)
    let file = directory.path("metrics/assay.prom")
    try directory.write(Array("old\n".utf8), to: "metrics/assay.prom")
    let old = try FileManager.default.attributesOfItem(atPath: file.path)[.systemFileNumber] as? Int
    let result = try await export(["--textfile", file.path, report])
    #expect(result.ending == .status(0), "\(result.errorText)")
    let text = try String(contentsOf: file, encoding: .utf8)
    let lines = Set(text.split(separator: "\n").map(String.init))
    #expect(lines.contains(#"assay_verify_accepted{object="pair.bpf.o",program="steady",kernel="host"} 1"#))
    #expect(lines.contains(#"assay_verify_accepted{object="pair.bpf.o",program="astray",kernel="host"} 0"#))
    #expect(lines.contains(#"assay_verify_instructions{object="pair.bpf.o",program="steady",kernel="host"} 2"#))
    #expect(text.contains(#"program="astray",kernel="host",verdict="rejected",finding=""#))
    let promtool = try #require(Executables.find("promtool"))
    let check = try await RunningCommand.run(promtool, ["check", "metrics"], input: Array(text.utf8))
    #expect(check.ending == .status(0) && check.output.isEmpty, "\(check.outputText)\(check.errorText)")
    // It is another file, which everybody may read, and nothing lies beside it.
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    #expect(attributes[.systemFileNumber] as? Int != old)
    #expect(attributes[.posixPermissions] as? Int == 0o644)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: file.deletingLastPathComponent().path) == ["assay.prom"])
  }

  @Test func `what is no report, and what two reports say, is told with the file's name`() async throws {
    let directory = try TemporaryDirectory()
    let report = try await report(in: directory)
    let twice = try await export(["--textfile", "-", report, report])
    #expect(twice.ending == .status(2) && twice.output.isEmpty)
    #expect(twice.errorText.contains("two reports have assay_"))
    for (name, text) in [
      ("empty.json", ""), ("list.json", "[]"), ("object.json", "{}"), ("rows.json", #"{"format":1,"rows":7}"#),
      ("future.json", #"{"format":99,"rows":[],"conditions":{}}"#), ("cases.json", #"{"format":1,"cases":[{}]}"#),
    ] {
      let file = try directory.write(Array(text.utf8), to: name)
      let result = try await export(["--textfile", "-", file.path])
      #expect(result.ending == .status(2) && result.output.isEmpty)
      #expect(result.errorText.hasPrefix("error: ") && result.errorText.contains(name), "\(result.errorText)")
    }
    let missing = try await export(["--textfile", "-", directory.path("none.json").path])
    #expect(missing.ending == .status(2) && missing.errorText.contains("No such file"))
    let unwritable = try await export(["--textfile", directory.path("none/assay.prom").path, report])
    #expect(unwritable.ending == .status(3) && unwritable.errorText.contains("none/assay.prom"))
  }

  @Test func `rules hold the budgets of assay.yml, a program's own before patterns`() async throws {
    let directory = try TemporaryDirectory()
    let settings = """
      budgets:
        xdp_*: {ns_per_run: 80, verified_instructions: 50%, instructions: 9}
        on_?: {jited_bytes: 4096}
        xdp_main: {ns_per_run: 50.5}

      """
    try directory.write(Array(settings.utf8), to: "assay.yml")
    let rules = try await RunningCommand.run(
      Repository.product("assay"), ["dashboard", "--prometheus-rules"], directory: directory.url)
    #expect(rules.ending == .status(0), "\(rules.errorText)")
    for part in [
      #"{program=~\"xdp_main\"} > 5.05e-08"#, #"{program=~\"xdp_.*\",program!~\"xdp_main\"} > 8e-08"#,
      #"assay_program_verified_instructions{program=~\"xdp_.*\"} > 500000"#,
      #"assay_program_jited_bytes{program=~\"on_.\"} > 4096"#, "assay.yml:2:",
    ] {
      #expect(rules.outputText.contains(part), "\(part): \(rules.outputText)")
    }
    #expect(rules.outputText.split(separator: "AssayProgramOverBudget").count == 5)
    try directory.write(Array("budgets: 7\n".utf8), to: "assay.yml")
    let wrong = try await RunningCommand.run(
      Repository.product("assay"), ["dashboard", "--prometheus-rules"], directory: directory.url)
    #expect(wrong.ending == .status(2) && wrong.errorText.contains("assay.yml:1:"), "\(wrong.errorText)")
    let none = try await RunningCommand.run(
      Repository.product("assay"), ["dashboard", "--prometheus-rules", "--config", directory.path("none.yml").path])
    #expect(none.ending == .status(2) && none.errorText.contains("none.yml"))
  }

  @Test(arguments: [SIGTERM, SIGINT], [["--enable-stats"], []])
  func `loaded programs are served until a signal ends it, with nothing left`(
    signal: Int32, options: [String]
  ) async throws {
    let place = try Workplace()
    let server = try RunningCommand(
      Repository.product("assay"), ["export", "--listen", "127.0.0.1:0", "--worker", place.worker.path] + options)
    let port = try await server.servedPort()
    let page = try LoopbackHTTP.get(port, "/metrics")
    #expect(page.status == 200)
    #expect(page.body.contains("\nassay_loaded_programs "))
    if !options.isEmpty { #expect(page.body.contains("\nassay_stats_enabled 1\n")) }
    #expect(try LoopbackHTTP.get(port, "/").status == 200)
    #expect(try LoopbackHTTP.get(port, "/-/healthy").status == 200)
    #expect(try LoopbackHTTP.get(port, "/metrics", sending: "x=1").status == 405)
    server.signal(signal)
    #expect(try await server.result().ending == .status(0))
    try await place.expectNothingLeft()
  }

  @Test func `a worker that dies between two scrapes is replaced, and the end of kept statistics ends it all`()
    async throws
  {
    let place = try Workplace()
    let server = try RunningCommand(
      Repository.product("assay"),
      ["export", "--listen", "127.0.0.1:0", "--enable-stats", "--worker", place.worker.path])
    let port = try await server.servedPort()
    #expect(try LoopbackHTTP.get(port, "/metrics").status == 200)
    let keeper = try #require(place.keeper)
    for worker in place.workers where worker != keeper && place.parent(of: worker) != keeper { kill(worker, SIGKILL) }
    try await Task.sleep(for: .milliseconds(1100))
    #expect(try LoopbackHTTP.get(port, "/metrics").status == 200)
    kill(keeper, SIGKILL)
    let result = try await server.result()
    #expect(result.ending == .status(3) && result.errorText.contains("SIGKILL"), "\(result.errorText)")
    try await place.expectNothingLeft()
  }

  /// Serves without any capability, or with those given. Programs are pinned to a file system of its own in a mount namespace of its own: they
  /// go with the process.
  private func serve(
    _ options: String, capabilities: String = "-all", through filter: String = "", in directory: TemporaryDirectory
  ) async throws -> RunningCommand {
    let source = Self.source.replacing("SEC(\"socket\") int astray", with: "int astray")
    try directory.write(try await CompiledObject.bytes(of: source), to: "one.bpf.o")
    let script = """
      set -e
      mkdir pins && mount -t bpf bpf pins
      bpftool prog load one.bpf.o pins/steady
      exec setpriv --bounding-set \(capabilities) --inh-caps \(capabilities) --ambient-caps \(capabilities) \
        --no-new-privs \(filter) "$0" export --listen 127.0.0.1:0 \(options)
      """
    return try RunningCommand(
      try #require(Executables.find("unshare")),
      ["-m", "--propagation", "private", "bash", "-c", script, Repository.product("assay").path],
      directory: directory.url)
  }

  @Test(.requires("host:root", "bpftool", "unshare", "setpriv"))
  func `a pinned program is served without any capability`() async throws {
    let directory = try TemporaryDirectory()
    let server = try await serve("--pinned pins/steady --pinned pins/gone", in: directory)
    let page = try LoopbackHTTP.get(try await server.servedPort(), "/metrics")
    #expect(page.status == 200)
    #expect(page.body.contains("\nassay_loaded_programs 1\n") && page.body.contains("\nassay_missing_programs 1\n"))
    #expect(page.body.contains(#"program="steady",type="socket_filter"} 2"#), "\(page.body)")
    server.signal(SIGTERM)
    let result = try await server.result()
    #expect(result.ending == .status(0))
    #expect(result.errorText.contains("error: pins/gone: ENOENT"), "\(result.errorText)")
  }

  @Test(.requires("host:root", "bpftool", "unshare", "setpriv"))
  func `without the right to look at programs the page says why, and the server stays`() async throws {
    let directory = try TemporaryDirectory()
    let server = try await serve("", in: directory)
    let port = try await server.servedPort()
    let page = try LoopbackHTTP.get(port, "/metrics")
    #expect(page.status == 503 && page.body.contains("CAP_SYS_ADMIN"), "\(page.body)")
    #expect(try LoopbackHTTP.get(port, "/-/healthy").status == 200)
    server.signal(SIGTERM)
    #expect(try await server.result().ending == .status(0))
  }

  /// As systemd runs it by ci/systemd/assay-export.service.
  @Test(.requires("host:root", "bpftool", "unshare", "setpriv"))
  func `CAP_SYS_ADMIN alone is enough for all programs and for statistics`() async throws {
    let directory = try TemporaryDirectory()
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: directory.url.path)
    let server = try await serve("--enable-stats", capabilities: "-all,+sys_admin", in: directory)
    let page = try LoopbackHTTP.get(try await server.servedPort(), "/metrics")
    #expect(page.status == 200)
    for part in [#"program="steady""#, "\nassay_stats_enabled 1\n", "\nassay_stats_floor_seconds ", "_jited_bytes{"] {
      #expect(page.body.contains(part), "\(part): \(page.body)")
    }
    server.signal(SIGTERM)
    #expect(try await server.result().ending == .status(0))
  }

  /// As Kubernetes runs it by ci/kubernetes/assay-export-pinned.yaml.
  @Test(.requires("host:root", "bpftool", "unshare", "setpriv", "lint-python3"))
  func `the seccomp profile lets through what it needs, and no more of what is tried`() async throws {
    let directory = try TemporaryDirectory()
    let apply = """
      import json, os, seccomp, sys
      profile = json.load(open(sys.argv[1]))
      filter = seccomp.SyscallFilter(defaction=seccomp.ERRNO(profile["defaultErrnoRet"]))
      for rule in profile["syscalls"]:
          for name in rule["names"]: filter.add_rule(seccomp.ALLOW, name)
      filter.load()
      try:
          os.mkdir("made")
          sys.exit("mkdir was let through")
      except PermissionError: os.execv(sys.argv[2], sys.argv[2:])

      """
    try directory.write(Array(apply.utf8), to: "apply.py")
    let profile = Repository.path("ci/kubernetes/assay-export-seccomp.json").path
    let server = try await serve("--pinned pins/steady", through: "lint-python3 apply.py '\(profile)'", in: directory)
    let port = try await server.servedPort()
    for _ in 0..<3 {
      let page = try LoopbackHTTP.get(port, "/metrics")
      #expect(page.status == 200 && page.body.contains(#"program="steady""#), "\(page.body)")
      // What was read is given again for a second.
      try await Task.sleep(for: .milliseconds(1100))
    }
    server.signal(SIGTERM)
    let result = try await server.result()
    #expect(result.ending == .status(0), "\(result.errorText)")
  }

  @Test(.requires("promtool", "lint-python3")) func `OpenMetrics is what its reader takes`() async throws {
    let server = try RunningCommand(Repository.product("assay"), ["export", "--listen", "127.0.0.1:0"])
    let port = try await server.servedPort()
    let read = """
      import sys, urllib.request
      from prometheus_client.openmetrics.parser import text_string_to_metric_families
      request = urllib.request.Request(sys.argv[1], headers={"Accept": "application/openmetrics-text; version=1.0.0"})
      answer = urllib.request.urlopen(request)
      assert answer.headers["Content-Type"].startswith("application/openmetrics-text"), answer.headers
      print(*[family.name for family in text_string_to_metric_families(answer.read().decode())])
      """
    let python = try #require(Executables.find("lint-python3"))
    let result = try await RunningCommand.run(python, ["-c", read, "http://127.0.0.1:\(port)/metrics"])
    #expect(result.ending == .status(0) && result.outputText.contains("assay_build"), "\(result.errorText)")
    server.signal(SIGTERM)
    #expect(try await server.result().ending == .status(0))
  }

  @Test(.requires("host:root", "setpriv"))
  func `without the right to keep statistics it ends and says why`() async throws {
    let user = try LimitedUser()
    let result = try await user.assay(["export", "--listen", "127.0.0.1:0", "--enable-stats"], capabilities: [])
    #expect(result.ending == .status(3))
    #expect(result.errorText.contains("CAP_SYS_ADMIN"), "\(result.errorText)")
  }

  @Test(arguments: [
    (["--listen", "9435"], "write an address and a port"),
    (["--listen", "127.0.0.1:1", "a.json"], "reports go with --textfile"),
    (["--textfile", "x.prom"], "takes the reports"),
    (["--textfile", "x", "--enable-stats", "a.json"], "go with --listen"),
    ([], "say one of"), (["--listen", "192.0.2.1:9435"], "Cannot assign requested address"),
  ])
  func `wrong usage is told`(arguments: [String], words: String) async throws {
    let result = try await export(arguments)
    #expect(result.ending == .status(words.hasPrefix("Cannot") ? 3 : 2))
    #expect(result.errorText.contains(words), "\(result.errorText)")
  }
}
