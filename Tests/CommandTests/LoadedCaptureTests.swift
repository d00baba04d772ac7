import Foundation
import TestSupport
import Testing

/// `assay capture --id`, `--pinned` and `--all`, beside what bpftool says of the same programs.
@Suite(.requires("host:root", "host:socket_filter", "clang", "bpftool", "unshare")) struct LoadedCaptureTests {
  /// One that calls helpers of all kinds: as they are, inlined, under another name, and the tail call.
  private static let calls = """
    SEC("socket") int calls(void *ctx) {
      static unsigned long long (*const now)(void) = (void *)5;
      static unsigned (*const processor)(void) = (void *)8;
      static unsigned (*const random)(void) = (void *)7;
      return now() + processor() + random();
    }

    """

  private func assay(_ arguments: [String], in directory: TemporaryDirectory) async throws -> RunningCommand.Result {
    try await RunningCommand.run(
      Repository.product("assay"), arguments, environment: ["NO_COLOR": "1"], directory: directory.url)
  }

  /// Runs a script where programs are pinned to a file system of its own, which goes with it.
  private func run(_ script: String, in directory: TemporaryDirectory) async throws -> RunningCommand.Result {
    let whole = "set -e\nmkdir pins && mount -t bpf bpf pins\n\(script)"
    return try await RunningCommand.run(
      try #require(Executables.find("unshare")),
      ["-m", "--propagation", "private", "bash", "-c", whole, Repository.product("assay").path],
      directory: directory.url)
  }

  private func manifest(_ name: String, in directory: TemporaryDirectory) throws -> [String: Any] {
    let data = try Data(contentsOf: directory.path("\(name)/bundle.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func object(_ name: String, in directory: TemporaryDirectory) throws -> [String: Any] {
    let data = try Data(contentsOf: directory.path(name))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// The instructions of a listing, by number, without what each tool has words of its own for: maps and functions, and
  /// addresses of the processor's own memory, which older bpftools take for moves.
  private func instructions(_ listing: String) -> [Int: String] {
    listing.split(separator: "\n").reduce(into: [:]) { lines, line in
      let text = line.drop { $0 == " " || $0 == ">" }
      guard let colon = text.firstIndex(of: ":"), let number = Int(text[..<colon]) else { return }
      let words = text[text.index(after: colon)...].drop { $0 == " " }
      let isReference = words.hasPrefix("(18)") || words.contains("call pc")
      lines[number] =
        isReference
        ? String(words.prefix(4)) : String(words.prefix { $0 != "#" }).replacing("&(void __percpu *)(r0)", with: "r0")
    }
  }

  @Test func `loaded programs are what bpftool says, and no command loads them again`() async throws {
    let directory = try TemporaryDirectory()
    let source = CaptureCommandTests.rich + Self.calls
    try directory.write(try await CompiledObject.bytes(of: source, name: "loaded"), to: "loaded.bpf.o")
    let script = """
      bpftool prog loadall loaded.bpf.o pins/all
      id() { bpftool prog show pinned $1 --json | sed 's/^{"id":\\([0-9]*\\).*/\\1/'; }
      "$0" capture --pinned pins/all/rich --id $(id pins/all/calls) -o bundle
      for name in rich calls; do
        bpftool prog show pinned pins/all/$name --json > $name.json
        bpftool prog dump xlated pinned pins/all/$name file $name.xlated
        bpftool prog dump xlated pinned pins/all/$name > $name.txt
      done
      "$0" bench bundle --for 50ms > bench.txt || echo $? >> bench.txt
      "$0" capture --all -o all.bundle
      "$0" capture --id 4294967295 --pinned pins/all/rich -o part.bundle || echo part $?
      """
    let run = try await run(script, in: directory)
    #expect(run.ending == .status(0), "\(run.errorText)")
    #expect(run.outputText.contains("part 2"))
    #expect(run.errorText.contains("no program has the id 4294967295"))
    try await JSONSchema("docs/bundle.schema.json").expectValid(directory.path("bundle/bundle.json"))

    let manifest = try manifest("bundle", in: directory)
    let programs = try #require(manifest["programs"] as? [[String: Any]])
    #expect(Set(programs.map { $0["name"] as? String }) == ["rich", "calls"] && manifest["ending"] == nil)
    for program in programs {
      let name = try #require(program["name"] as? String)
      let shown = try object("\(name).json", in: directory)
      let loaded = try #require(program["loaded"] as? [String: Any])
      #expect(program["notes"] as? [String] == [], "\(name)")
      #expect(program["id"] as? Int == shown["id"] as? Int && program["tag"] as? String == shown["tag"] as? String)
      #expect(loaded["translatedBytes"] as? Int == shown["bytes_xlated"] as? Int)
      #expect(loaded["jitedBytes"] as? Int == shown["bytes_jited"] as? Int)
      #expect(loaded["user"] as? Int == shown["uid"] as? Int)
      let at = try #require(loaded["at"] as? String)
      let moment = try Date(at, strategy: .iso8601).timeIntervalSince1970
      #expect(abs(moment - Double(try #require(shown["loaded_at"] as? Int))) <= 1)
      let maps = try #require(manifest["maps"] as? [[String: Any]])
      let ids = try #require(program["maps"] as? [Int]).map { maps[$0]["id"] as? Int }
      #expect(Set(ids) == Set((shown["map_ids"] as? [Int] ?? []).map(Optional.some)))
      let code = try Data(contentsOf: directory.path("bundle/\(try #require(loaded["code"] as? String))"))
      #expect(try code == Data(contentsOf: directory.path("\(name).xlated")))

      let listing = try await assay(["show", "bundle", name], in: directory)
      #expect(listing.ending == .status(0), "\(listing.errorText)")
      let theirs = try String(contentsOf: directory.path("\(name).txt"), encoding: .utf8)
      #expect(instructions(listing.outputText) == instructions(theirs), "\(listing.outputText)\n\(theirs)")
    }
    let rich = try await assay(["show", "bundle", "rich"], in: directory).outputText
    for part in ["map[counts]", "call __htab_map_lookup_elem#", "&limit", "static_fn", "v->n++"] {
      #expect(rich.contains(part), "\(part): \(rich)")
    }
    // Helpers that are called as they are have their number again.
    #expect(try await assay(["show", "bundle", "calls"], in: directory).outputText.contains("call bpf_ktime_get_ns#5"))
    let bench = try String(contentsOf: directory.path("bench.txt"), encoding: .utf8)
    #expect(bench.contains("socket_filter/rich") && bench.contains("did not run") && bench.hasSuffix("3\n"), "\(bench)")

    let table = try await assay(["show", "bundle"], in: directory)
    #expect(
      table.outputText.contains("read out of it") && table.outputText.contains("by user 0"), "\(table.outputText)")
    let verified = try await assay(["verify", "bundle"], in: directory)
    #expect(verified.ending == .status(2) && verified.outputText.contains("2 skipped"), "\(verified.outputText)")
    for command in ["explain", "test", "bench"] {
      let refused = try await assay([command, "bundle"], in: directory)
      #expect(refused.ending == .status(command == "bench" ? 3 : 2), "\(command): \(refused.errorText)")
      #expect(
        refused.errorText.contains(command == "bench" ? "is not loaded any more" : "again"), "\(refused.errorText)")
    }
    let linted = try await assay(["lint", "bundle"], in: directory)
    #expect(linted.ending == .status(0) && linted.errorText.isEmpty, "\(linted.errorText)")
    #expect(linted.outputText.contains("rules hold for translated code"), "\(linted.outputText)")
  }

  @Test(.requires("setpriv")) func `who may not see code is told so, and gets the rest`() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(try await CompiledObject.bytes(of: CaptureCommandTests.rich, name: "rich"), to: "rich.bpf.o")
    let script = """
      bpftool prog load rich.bpf.o pins/rich
      setpriv --bounding-set -all --inh-caps -all --ambient-caps -all --no-new-privs \
        "$0" capture --pinned pins/rich -o bundle || echo ended $?
      """
    let run = try await run(script, in: directory)
    #expect(run.ending == .status(0) && run.outputText.contains("ended 3"), "\(run.errorText)")
    try await JSONSchema("docs/bundle.schema.json").expectValid(directory.path("bundle/bundle.json"))
    let program = try #require((try manifest("bundle", in: directory)["programs"] as? [[String: Any]])?.first)
    #expect(program["loadName"] as? String == "rich" && program["object"] == nil)
    let notes = try #require(program["notes"] as? [String])
    #expect(notes.contains { $0.hasPrefix("no object: the kernel shows its code only to who has CAP_BPF") }, "\(notes)")
    let shown = try await assay(["show", "bundle"], in: directory)
    #expect(shown.ending == .status(0) && shown.outputText.contains("CAP_BPF"), "\(shown.outputText)")
    let listing = try await assay(["show", "bundle", "1"], in: directory)
    #expect(listing.ending == .status(2) && listing.errorText.contains("CAP_BPF"), "\(listing.errorText)")
  }

  @Test func `a bundle is of a command or of what is loaded`() async throws {
    let directory = try TemporaryDirectory()
    for (arguments, words) in [
      (["--all", "--", "true"], "go without a command"), (["--all", "--id", "1"], "--all has every program"),
      ([], "no command to capture"), (["--worker", "w", "--", "true"], "--worker goes with"),
    ] {
      let result = try await assay(["capture"] + arguments, in: directory)
      #expect(result.ending == .status(2) && result.errorText.contains(words), "\(arguments): \(result.errorText)")
    }
    let missing = try await assay(["capture", "--pinned", "nothing"], in: directory)
    #expect(missing.ending == .status(2) && missing.errorText.contains("error: nothing:"), "\(missing.errorText)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.url.path).isEmpty)
  }
}
