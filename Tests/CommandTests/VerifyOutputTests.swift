import Foundation
import Jobs
import TestSupport
import Testing

/// What `assay verify` prints, saves, shows again and compares.
@Suite(.requires("host:socket_filter", "clang")) struct VerifyOutputTests {
  private func lines(_ result: RunningCommand.Result) -> [String] {
    result.outputText.split(whereSeparator: \.isNewline).map(String.init)
  }

  @Test func `Table, CSV and JSON tell of the same rows, to a file too`() async throws {
    let place = try ObjectPlace()
    try await place.compileBoth()
    let inputs = ["good.bpf.o", "bad.bpf.o"]
    let table = try await place.verify(inputs)
    #expect(table.ending == .status(1))
    #expect(
      table.outputText.contains("socket/good  accepted") && table.outputText.contains("socket/bad   rejected A1201"))
    #expect(table.outputText.contains("2 programs of 2 inputs"))
    let csv = try await place.verify(inputs + ["--format", "csv"])
    let head = try #require(lines(csv).first).split(separator: ",")
    #expect(head.starts(with: ["input", "variant", "program"]) && head.contains("verified"))
    #expect(lines(csv).dropFirst().map { $0.prefix { $0 != "," } } == ["good.bpf.o", "bad.bpf.o"])
    let json = try await place.verify(inputs + ["--format", "json", "--output", "out.json"])
    #expect(json.output.isEmpty && json.ending == .status(1))
    let report = try CanonicalJSON.decode(VerifyReport.self, from: Data(contentsOf: place.directory.path("out.json")))
    #expect(report.rows.map(\.outcome.verdict) == [.accepted, .rejected])
    #expect(report.rows.map(\.outcome.reason?.id) == [nil, "A1201"])
  }

  @Test func `A report replaces a file and is passed on by a link or a device`() async throws {
    let place = try ObjectPlace()
    try await place.compile(ObjectPlace.good(), to: "good.bpf.o")
    try place.directory.write(String(repeating: "old ", count: 10_000), to: "target.csv")
    let link = place.directory.path("link.csv")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: place.directory.path("target.csv"))
    let output = ["good.bpf.o", "--format", "csv", "--output"]
    #expect(try await place.verify(output + ["link.csv"]).ending == .status(0))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path).hasSuffix("target.csv"))
    #expect(try place.text("target.csv").hasPrefix("input,") && !place.text("target.csv").contains("old"))
    try FileManager.default.removeItem(at: link)
    try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "/dev/full")
    let full = try await place.verify(output + ["link.csv"])
    #expect(full.ending == .status(3) && full.errorText.contains("No space left on device"), "\(full.errorText)")
    let nowhere = try await place.verify(output + ["nowhere/report.csv"])
    #expect(nowhere.ending == .status(3))
    #expect(nowhere.errorText == "error: cannot write nowhere/report.csv: No such file or directory\n")
  }

  @Test func `Columns, filters, sorting and a number of rows choose what is shown and not the status`() async throws {
    let place = try ObjectPlace()
    try await place.compileBoth()
    let all = ["good.bpf.o", "bad.bpf.o"]
    let columns = try await place.verify(all + ["--columns", "size,section"])
    #expect(lines(columns).first?.split(separator: " ") == ["PROGRAM", "INSNS", "SECTION"])
    func programs(_ options: String...) async throws -> [String] {
      let result = try await place.verify(all + options + ["--format", "json"])
      #expect(result.ending == .status(1))
      return try result.verifyReport().rows.map(\.outcome.program.name)
    }
    #expect(try await programs("--filter", "g*") == ["good"])
    #expect(try await programs("--filter", "!g*") == ["bad"])
    #expect(try await programs("--filter", "verdict = rejected and id = A1*") == ["bad"])
    #expect(try await programs("--filter", "bad.*/*") == ["bad"])
    #expect(try await programs("--filter", "verified > 1M") == [])
    #expect(try await programs("--sort", "program") == ["bad", "good"])
    #expect(try await programs("--sort", "program:desc") == ["good", "bad"])
    #expect(try await programs("--sort", "size", "--top", "1") == ["good"])
    // An input without the program has a row that says so.
    #expect(try await programs("--program", "bad") == ["", "bad"])
    let typo = try await place.verify(all + ["--program", "god"])
    #expect(typo.ending == .status(2) && typo.outputText.contains("no input has a program that fits --program god"))
    let none = try await place.verify("good.bpf.o", "--filter", "nothing")
    #expect(none.outputText == "nothing to show: no row is left\n")
  }

  @Test func `A saved report shown again is what the run printed`() async throws {
    let place = try ObjectPlace()
    try await place.compileBoth()
    let run = try await place.verify("good.bpf.o", "bad.bpf.o", "--format", "json", "--output", "base.json")
    let again = try await place.verify("--replay", "base.json", "--format", "json")
    #expect(try again.outputText == place.text("base.json"))
    #expect(again.ending == run.ending)
    // All but the time of the load, which no two runs share.
    let columns = ["--columns", "verdict,verified,share,states,peak,size,jited,stack,id,reason,chain"]
    let table = try await place.verify(["good.bpf.o", "bad.bpf.o"] + columns)
    let replayed = try await place.verify(["--replay", "base.json"] + columns)
    #expect(replayed.outputText == table.outputText)
    let sorted = try await place.verify("--replay", "base.json", "--sort", "program", "--top", "1", "--format", "csv")
    #expect(lines(sorted).count == 2 && lines(sorted).last?.hasPrefix("bad.bpf.o,") == true)
  }

  @Test func `A comparison shows what changed, and fails where an accepted program no longer is`() async throws {
    let place = try ObjectPlace()
    try await place.compileBoth()
    _ = try await place.verify("good.bpf.o", "bad.bpf.o", "--format", "json", "--output", "base.json")
    let same = try await place.verify("--compare", "base.json", "--only-changes", "good.bpf.o")
    #expect(same.ending == .status(0))
    #expect(same.outputText.contains("0 verdicts changed, 1 removed"))

    // The base says that the bad program was accepted.
    var base = try CanonicalJSON.decode(VerifyReport.self, from: Data(contentsOf: place.directory.path("base.json")))
    base.rows[1].outcome.verdict = .accepted
    base.rows[0].outcome.figures.verifiedInstructions? -= 1
    try place.directory.write(try CanonicalJSON.encode(base), to: "doctored.json")
    let flip = try await place.verify("--compare", "doctored.json", "good.bpf.o", "bad.bpf.o")
    #expect(flip.ending == .status(1))
    #expect(flip.outputText.contains("accepted → rejected") && flip.outputText.contains("1 verdict changed"))
    #expect(flip.outputText.contains("+1 (+"))

    // The base says that the good program was rejected: mended programs are no failure.
    base.rows.remove(at: 1)
    base.rows[0].outcome.verdict = .rejected
    try place.directory.write(try CanonicalJSON.encode(base), to: "mended.json")
    let mended = try await place.verify("--compare", "mended.json", "good.bpf.o")
    #expect(mended.ending == .status(0))
    #expect(mended.outputText.contains("rejected → accepted"))
  }

  @Test func `Reports of different kernels are compared only when told to`() async throws {
    let place = try ObjectPlace()
    try await place.compile(ObjectPlace.good(), to: "good.bpf.o")
    var base = try await place.verify("good.bpf.o", "--format", "json").verifyReport()
    base.rows[0].kernel?.release = "4.1.0"
    try place.directory.write(try CanonicalJSON.encode(base), to: "other.json")
    let refused = try await place.verify("--compare", "other.json", "good.bpf.o")
    #expect(refused.ending == .status(2))
    #expect(refused.output.isEmpty && refused.errorText.contains("4.1.0"))
    let told = try await place.verify("--compare", "other.json", "--across-kernels", "good.bpf.o")
    #expect(told.ending == .status(0), "\(told.errorText)")
    #expect(told.outputText.contains("0 verdicts changed"))
  }

  @Test func `Any numbers in a saved report are shown and compared`() async throws {
    let place = try ObjectPlace()
    try await place.compile(ObjectPlace.good(), to: "good.bpf.o")
    var report = try await place.verify("good.bpf.o", "--format", "json").verifyReport()
    for (name, number) in [("least", Int.min), ("most", Int.max)] {
      report.rows[0].outcome.figures.verifiedInstructions = number
      report.rows[0].outcome.figures.totalStates = number
      report.rows[0].outcome.figures.jitedBytes = number
      report.rows[0].outcome.figures.memoryPeakBytes = number
      report.rows[0].outcome.figures.verificationMicroseconds = [number, 1, number, .min, .max, 7]
      report.rows[0].outcome.figures.worstStack?.bytes = number
      try place.directory.write(try CanonicalJSON.encode(report), to: "\(name).json")
    }
    for options in [
      [], ["--format", "csv"], ["--sort", "time", "--filter", "share >= -1k"], ["--compare", "most.json"],
    ] {
      for name in ["least", "most"] {
        let result = try await place.verify(["--replay", "\(name).json"] + options)
        #expect(result.ending == .status(0), "\(options) \(name): \(result.errorText.prefix(300))")
      }
    }
  }

  @Test func `A damaged report is refused with the place of the damage`() async throws {
    let place = try ObjectPlace()
    try place.directory.write(
      #"{"format": 1, "assay": "0.1.0", "notes": [], "rows": [{"input": "a.o"}]}"#, to: "damaged.json")
    try place.directory.write(#"{"format": 2}"#, to: "newer.json")
    let damaged = try await place.verify("--replay", "damaged.json")
    #expect(damaged.ending == .status(2))
    #expect(damaged.errorText == "error: damaged.json is a damaged report: rows[0] has no outcome\n")
    let newer = try await place.verify("--replay", "newer.json")
    #expect(newer.ending == .status(2) && newer.errorText.contains("of format 2"))
  }

  @Test func `The JSON is valid by its schema`() async throws {
    let place = try ObjectPlace()
    try await place.compileBoth()
    try place.directory.write("", to: "empty.o")
    let json = try await place.verify(
      "good.bpf.o", "bad.bpf.o", "empty.o", Repository.path("corpus/tour").path,
      Repository.path("corpus/rejected/packet_bounds").path, "--set-map", "table.max_entries=9",
      "--keep-log", "logs", "--hot", "--kernel", "host", "--format", "json", "--output", "out.json")
    #expect(json.ending == .status(2), "\(json.errorText)")
    try await JSONSchema("docs/verify-report.schema.json").expectValid(place.directory.path("out.json"))
  }

  @Test func `Hostile names of files, sections and programs come out escaped`() async throws {
    let place = try ObjectPlace()
    let source = ObjectPlace.good("evilQQname").replacing("SEC(\"socket\")", with: "SEC(\"socket/QQsection\")")
    var bytes = try await CompiledObject.bytes(of: source)
    for index in bytes.indices.dropLast() where bytes[index...].starts(with: [0x51, 0x51]) {
      bytes.replaceSubrange(index...index + 1, with: [0x1b, 0x07])
    }
    let file = "\u{1b}[31mred\n.bpf.o"
    try place.directory.write(bytes, to: file)
    for options in [[], ["--columns", "input,section,program,verdict,reason,chain"], ["--program", "\u{1b}]0;"]] {
      let result = try await place.verify([file] + options)
      #expect(result.output.allSatisfy { $0 >= 32 || $0 == 10 }, "\(options)")
      #expect(result.outputText.contains(#"\x1b[31mred\n.bpf.o"#), "\(result.outputText)")
      #expect(options.first == "--program" || result.outputText.contains(#"evil\x1b\x07name"#), "\(result.outputText)")
    }
    let gone = try await place.verify("\u{1b}[2Jgone")
    #expect(gone.errorText.contains(#"\x1b[2Jgone"#) && !gone.errors.contains(27))
  }
}
