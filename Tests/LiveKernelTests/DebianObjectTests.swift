import Foundation
import Jobs
import LiveKernel
import TestSupport
import Testing

/// Debian's xdp-tools objects: real programs whose figures are known.
@Suite(.requires("host:xdp"))
struct DebianObjectTests {
  private static let directory = URL(fileURLWithPath: "/usr/lib/x86_64-linux-gnu/bpf")

  private func outcomes(of name: String) throws -> [ProgramOutcome] {
    try Verified([UInt8](Data(contentsOf: Self.directory.appending(path: name))), name: name).outcomes
  }

  @Test func `fifteen objects give seventeen rows, fifteen of them accepted`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.directory.path).filter { $0.hasSuffix(".o") }
    let rows = try names.sorted().flatMap(outcomes(of:))
    #expect(names.count == 15)
    #expect(rows.count == 17)
    let refused = rows.filter { $0.verdict != .accepted }
    #expect(refused.map(\.program.name) == ["trace_on_entry", "trace_on_exit"])
    #expect(
      refused.allSatisfy {
        $0.verdict == .loader && $0.reason?.summary == "attach target func is not in this kernel's BTF"
      })
  }

  @Test func `figures are the kernel's`() throws {
    let row = try #require(try outcomes(of: "xdpfilt_alw_all.o").first)
    let figures = row.figures
    #expect(row.verdict == .accepted)
    #expect(row.program == ProgramIdentity(name: "xdpfilt_alw_all", section: "xdp", type: "xdp", attachType: "xdp"))
    #expect(figures.programInstructions == 437)
    #expect(figures.usedMaps == 5)
    #expect(figures.stackDepths == [24])
    let verified = try #require(figures.verifiedInstructions)
    if KernelRelease.running.release.hasPrefix("6.18.") { #expect(verified == 81_905) }
    #expect(verified > 10_000)
    #expect(try #require(figures.peakStates) <= #require(figures.totalStates))
    #expect(try #require(figures.translatedBytes) >= 437 * 8)
    #expect(figures.verificationMicroseconds.count == 1)
    #expect(figures.memoryPeakBytes != nil || figures.memoryPeakMissing != nil)
  }
}
