import Foundation
import Glibc
import Jobs
import TestSupport
import Testing

/// What `assay verify` makes of its inputs: a row and a reason for each, and the exit status.
@Suite(.requires("host:socket_filter", "clang")) struct VerifyInputTests {
  /// The header of an ELF relocatable object and nothing else.
  private func header(order: UInt8 = 1, machine: UInt8) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 64)
    bytes.replaceSubrange(0..<7, with: [0x7f, 0x45, 0x4c, 0x46, 2, order, 1])
    bytes[order == 1 ? 16 : 17] = 1
    bytes[order == 1 ? 18 : 19] = machine
    return bytes
  }

  @Test(.requires("host:root", "host:bpf", "host:perfmon", "setpriv"))
  func `Every file of a directory gets its row and its reason`() async throws {
    let user = try LimitedUser()
    let good = try await CompiledObject.bytes(of: ObjectPlace.good())
    try user.write(good, to: "dir/good.o")
    try user.write(try await CompiledObject.bytes(of: ObjectPlace.bad()), to: "dir/bad.o")
    try user.write(good.prefix(700), to: "dir/cut.o")
    try user.write([], to: "dir/empty.o")
    try user.write("notes\n".utf8, to: "dir/text.o")
    try user.write(header(machine: 62), to: "dir/host.o")
    try user.write(header(order: 2, machine: 247), to: "dir/big.o")
    try user.write("int broken(".utf8, to: "dir/broken.bpf.c")
    try user.write(good, to: "dir/locked.o", mode: 0)
    let directory = try user.write(good, to: "dir/shut/inside.o").deletingLastPathComponent()
    try user.setMode(0, of: directory)
    let above = directory.deletingLastPathComponent()
    try FileManager.default.createSymbolicLink(
      at: above.appending(path: "gone.o"), withDestinationURL: above.appending(path: "nowhere"))
    #expect(unsafe mkfifo(above.appending(path: "pipe.o").path, 0o644) == 0)
    // What is no input by its name and its bytes has no row.
    try user.write("notes\n".utf8, to: "dir/README")
    try user.write(good, to: "dir/.hidden/good.o")

    let result = try await user.assay(["verify", "dir", "--format", "json"], capabilities: ["bpf", "perfmon"])
    let expected: [String: (verdict: Verdict, words: String)] = [
      "good.o": (.accepted, ""), "bad.o": (.rejected, "NULL"), "cut.o": (.loader, "cut short"),
      "empty.o": (.skipped, "empty file"), "text.o": (.skipped, "text file"), "host.o": (.skipped, "x86-64"),
      "big.o": (.loader, "big-endian"), "broken.bpf.c": (.loader, "broken.bpf.c:1:12"),
      "locked.o": (.loader, "Permission denied"), "shut": (.loader, "Permission denied"),
      "gone.o": (.loader, "No such file"), "pipe.o": (.loader, "not a regular file"),
    ]
    let rows = try result.verifyReport().rows
    #expect(rows.map(\.input).sorted() == expected.keys.map { "dir/\($0)" }.sorted())
    for row in rows {
      let (verdict, words) = try #require(expected[String(row.input.dropFirst("dir/".count))])
      #expect(row.outcome.verdict == verdict, "\(row.input)")
      #expect(
        row.outcome.reason?.summary.contains(words) ?? words.isEmpty, "\(row.input) \(row.outcome.reason as Any?)")
    }
    #expect(result.ending == .status(1))

    let named = try await user.assay(["verify", "dir/good.o", "dir/locked.o"], capabilities: ["bpf", "perfmon"])
    #expect(named.ending == .status(2))
    #expect(named.outputText.contains("Permission denied") && named.outputText.contains("accepted"))
  }

  @Test(.requires("host:root", "host:bpf", "host:xdp", "setpriv"))
  func `The exit status is of the worst: usage, then rejection, then what could not be decided`() async throws {
    let user = try LimitedUser()
    let licence = "char _license[] SEC(\"license\") = \"GPL\";\n"
    let networking = licence + "SEC(\"xdp\") int networking(void *ctx) { return 2; }"
    try user.write(try await CompiledObject.bytes(of: networking), to: "undecided.o")
    try user.write(try await CompiledObject.bytes(of: ObjectPlace.good()), to: "good.o")
    try user.write(try await CompiledObject.bytes(of: ObjectPlace.bad()), to: "bad.o")
    try user.write("notes\n".utf8, to: "text.o")
    let cases: [([String], Int32)] = [
      (["good.o"], 0), (["good.o", "undecided.o"], 3), (["bad.o", "undecided.o"], 1), (["bad.o", "good.o"], 1),
      (["bad.o", "undecided.o", "text.o"], 2), (["good.o", "text.o"], 2),
    ]
    for (inputs, status) in cases {
      // CAP_NET_ADMIN is what the networking program lacks.
      let result = try await user.assay(["verify"] + inputs, capabilities: ["bpf", "perfmon"])
      #expect(result.ending == .status(status), "\(inputs): \(result.outputText)")
    }
  }

  @Test func `A program that this machine's policy refuses is undecided, with the reason`() async throws {
    let place = try ObjectPlace()
    let source =
      "char _license[] SEC(\"license\") = \"GPL\";\nSEC(\"fentry/do_nanosleep\") int traced(void *ctx) { return 0; }"
    try await place.compile(source, to: "traced.o")
    let result = try await place.verify("traced.o", "--format", "json")
    let outcome = try #require(try result.verifyReport().rows.first).outcome
    if outcome.verdict == .accepted { try Test.cancel("this machine loads fentry programs") }
    #expect(outcome.verdict == .environment)
    #expect(outcome.reason?.id == "A1943" && outcome.reason?.summary.isEmpty == false)
    #expect(outcome.reason?.advice != nil)
    #expect(result.ending == .status(3))
  }

  @Test(arguments: [
    ([], "name an object"), (["nothing.o"], "no such file or directory: nothing.o"),
    (["god.bpf.o"], "did you mean 'good.bpf.o'?"), (["@list"], "cannot read the list list: No such file or directory"),
    (["--bogus", "good.bpf.o"], "--bogus"), (["--format", "xml", "good.bpf.o"], "xml"),
    (["--top", "0", "good.bpf.o"], "above 0"), (["--time-limit", "inf", "good.bpf.o"], "--time-limit"),
    (["--time-limit", "nan", "good.bpf.o"], "--time-limit"), (["--time-limit", "1e300", "good.bpf.o"], "--time-limit"),
    (["--kernel", "debian:five", "good.bpf.o"], "no kernel is called 'debian:five'"),
    (["--columns", "verdict,sise", "good.bpf.o"], "did you mean 'size'?"),
    (["--columns", "", "good.bpf.o"], "names no column"),
    (["--sort", "size:up", "good.bpf.o"], "asc or desc"),
    (["--filter", "verdict = rejectd"], "did you mean 'rejected'?"),
    (["--cflags=-fplugin=x.so", "good.bpf.o"], "-fplugin=x.so is refused"),
    (["--map-memory", "1X", "good.bpf.o"], "1X"), (["--worker", "/nothing/there", "good.bpf.o"], "/nothing/there"),
    (["--set", "@gone", "good.bpf.o"], "gone: No such file"), (["--filter", "@."], "Is a directory"),
    (["--set", "limit", "good.bpf.o"], "name=value"), (["--set-map", "table.size=1", "good.bpf.o"], "max_entries"),
    (["--set-map", "table.max_entries=-1", "good.bpf.o"], "0 to 4294967295"),
    (["--replay", "base.json", "good.bpf.o"], "takes neither paths nor --build"),
    (["--replay", "good.bpf.o"], "is no report"),
    (["--replay", "missing.json"], "missing.json"), (["--compare", "good.bpf.o", "good.bpf.o"], "is no report"),
    (["--compare", "base.json", "--format", "csv", "good.bpf.o"], "a comparison is a table"),
  ])
  func `What means nothing ends with status 2 and says so on standard error`(
    _ arguments: [String], _ words: String
  ) async throws {
    let place = try ObjectPlace()
    try place.directory.write("", to: "good.bpf.o")
    let result = try await place.verify(arguments)
    #expect(result.ending == .status(2))
    #expect(result.output.isEmpty)
    #expect(result.errorText.contains(words), "\(result.errorText)")
  }

  @Test func `Named files that are no objects end with status 2, each with its reason`() async throws {
    let place = try ObjectPlace()
    try await place.compile(ObjectPlace.good(), to: "good.o")
    let files: [(String, [UInt8], String)] = [
      ("text.o", Array("notes\n".utf8), "a text file"), ("empty.o", [], "an empty file"),
      ("host.o", header(machine: 62), "x86-64"),
    ]
    for (name, bytes, words) in files {
      try place.directory.write(bytes, to: name)
      let result = try await place.verify("good.o", name)
      #expect(result.ending == .status(2))
      #expect(result.outputText.contains(words) && result.outputText.contains("accepted"), "\(result.outputText)")
    }
  }

  @Test func `The help shows verdicts, exit status and examples`() async throws {
    let result = try await ObjectPlace().verify("--help")
    #expect(result.ending == .status(0))
    for words in ["VERDICTS", "EXIT STATUS", "EXAMPLES", "assay verify corpus/tour", "--set-map", "--compare"] {
      #expect(result.outputText.contains(words))
    }
    for verdict in Verdict.allCases where verdict != .attach { #expect(result.outputText.contains(verdict.rawValue)) }
  }
}
