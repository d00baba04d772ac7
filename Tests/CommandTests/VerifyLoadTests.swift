import Foundation
import Jobs
import TestSupport
import Testing

/// How `assay verify` is told to load programs: presets, sizes of maps, limits, variants.
@Suite(.requires("host:socket_filter", "clang")) struct VerifyLoadTests {
  /// The place with `good.bpf.o`.
  private func place() async throws -> ObjectPlace {
    let place = try ObjectPlace()
    try await place.compile(ObjectPlace.good(), to: "good.bpf.o")
    return place
  }

  @Test func `A preset global changes what the verifier walks`() async throws {
    let place = try await place()
    let plain = try await place.verify("good.bpf.o", "--format", "json").verifyReport().rows
    let preset = try await place.verify("good.bpf.o", "--set", "limit=6", "--format", "json")
    #expect(preset.ending == .status(0))
    let rows = try preset.verifyReport().rows
    let walked = (plain + rows).compactMap(\.outcome.figures.verifiedInstructions)
    #expect(walked.count == 2 && walked[1] < walked[0])
    try place.directory.write("# one a line\nlimit=6\n", to: "presets")
    let listed = try await place.verify("good.bpf.o", "--set", "@presets", "--format", "json").verifyReport().rows
    #expect(listed.first?.outcome.figures.verifiedInstructions == walked.last)
  }

  @Test(arguments: [("limit=many", "'many' does not fit"), ("limit=99999999999", "does not fit"), ("lmit=1", "lmit=1")])
  func `A preset that fits nothing ends with status 2`(_ preset: String, _ words: String) async throws {
    let result = try await place().verify("good.bpf.o", "--set", preset)
    #expect(result.ending == .status(2))
    #expect(result.outputText.contains(words), "\(result.outputText)")
  }

  @Test func `A map's size is set where an object has the map, and the row says so`() async throws {
    let place = try await place()
    let other = "char _license[] SEC(\"license\") = \"GPL\";\nSEC(\"socket\") int other(void *ctx) { return 0; }"
    try await place.compile(other, to: "other.bpf.o")
    let set = try await place.verify("good.bpf.o", "other.bpf.o", "--set-map", "table.max_entries=64")
    #expect(set.ending == .status(0), "\(set.outputText)")
    #expect(set.outputText.contains("loaded with: max_entries 64 for map table (--set-map)"))
    let unknown = try await place.verify("good.bpf.o", "other.bpf.o", "--set-map", "tabel.max_entries=64")
    #expect(unknown.ending == .status(2))
    #expect(unknown.outputText.contains("no input has the map of --set-map tabel.max_entries=64"))
    #expect(unknown.outputText.contains("2 accepted"))
  }

  @Test func `Maps above the limit are refused before any is made`() async throws {
    let place = try await place()
    let big = ["good.bpf.o", "--set-map", "table.max_entries=4000000"]
    let refused = try await place.verify(big + ["--map-memory", "1M", "--format", "json"])
    #expect(refused.ending == .status(1))
    let outcome = try #require(try refused.verifyReport().rows.first).outcome
    #expect(outcome.verdict == .loader)
    #expect(outcome.reason?.summary.contains("map table would take") == true)
    let huge = try await place.verify("good.bpf.o", "--set-map", "table.max_entries=4294967295")
    #expect(huge.ending == .status(1) && huge.outputText.contains("map table would take"))
  }

  @Test func `Each variant of assay.yml is a row of its own`() async throws {
    let place = try await place()
    try place.directory.write(
      """
      objects: "*.bpf.o"
      variants:
        as-built: {}
        production:
          globals: { limit: 100 }
      """, to: "assay.yml")
    for arguments in [[], ["good.bpf.o"], ["--config", "assay.yml", "good.bpf.o"]] {
      let result = try await place.verify(arguments + ["--format", "json"])
      #expect(result.ending == .status(0), "\(result.errorText)")
      let rows = try result.verifyReport().rows
      #expect(rows.map(\.variant) == ["as-built", "production"])
      #expect(rows.allSatisfy { $0.input == "good.bpf.o" && $0.outcome.verdict == .accepted })
      let walked = rows.compactMap(\.outcome.figures.verifiedInstructions)
      #expect(walked.count == 2 && walked[1] < walked[0])
    }
    let table = try await place.verify("good.bpf.o")
    #expect(table.outputText.contains("good.bpf.o [production]"))
  }

  @Test func `Mistakes in assay.yml end with status 2 at their place`() async throws {
    let place = try await place()
    try place.directory.write("variants:\n  production:\n    globls: { limit: 100 }\n", to: "assay.yml")
    let result = try await place.verify("good.bpf.o")
    #expect(result.ending == .status(2))
    #expect(result.errorText.contains("assay.yml:3:5") && result.errorText.contains("globals"), "\(result.errorText)")
  }
}
