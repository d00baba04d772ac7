import Foundation
import Jobs
@testable import LiveKernel
import TestSupport
import Testing
import VerifierLog

/// How logs are asked for, and that they never change a verdict.
@Suite(.requires("host:xdp", "clang"))
struct LogTests {
  private static let good = CSource(
    "SEC(\"xdp\") int good(struct xdp_md *context) { return context->ingress_ifindex; }\n")

  @Test func `a whole log longer than the rotating tail is there to its first line`() throws {
    let object = try Data(contentsOf: URL(fileURLWithPath: "/usr/lib/x86_64-linux-gnu/bpf/xdpfilt_alw_all.o"))
    let verified = try Verified([UInt8](object)) {
      $0.log = .full
      $0.keepLogs = true
    }
    let row = try #require(verified.outcomes.first)
    let log = try #require(verified.logs.first ?? nil)
    #expect(row.verdict == .accepted)
    #expect(log.count > LogBuffer.tail)
    #expect(row.digest?.bytes == log.count)
    #expect(row.digest?.headMissing == false)
    #expect(row.digest?.lineCounts.isEmpty == false)
    #expect(row.figures.verifiedInstructions == row.digest?.statistics?.verifiedInstructions)
    #expect(row.figures.verificationMicroseconds.count == 1)
  }

  @Test func `statistics are all of a good program's log unless more is asked for`() async throws {
    let object = try await Self.good.compiled()
    let plain = try Verified(object) { $0.keepLogs = true }
    let log = String(decoding: try #require(plain.logs.first ?? nil), as: UTF8.self)
    #expect(log.contains("processed "))
    #expect(!log.contains("exit"))
    #expect(try Verified(object).logs == [nil])
  }

  @Test func `a log that does not fit is no verdict`() async throws {
    let object = try await Self.good.compiled()
    var outcomes: [ProgramOutcome] = []
    // The closing figures alone take about 150 bytes.
    let run = try VerifyRun(VerifyJob(objectName: "small"), object: object, log: LogBuffer(capacities: [64]))
    run.run { event in
      if case .program(let outcome, _) = event { outcomes.append(outcome) }
    }
    #expect(outcomes.map(\.verdict) == [.accepted])
    #expect(outcomes.first?.figures.verifiedInstructions == 2)
  }

  @Test func `a rejection whose log does not fit is still a rejection`() async throws {
    let source = CSource("SEC(\"xdp\") int bad(struct xdp_md *context) { return *(int *)(long)context->data; }\n")
    var outcomes: [ProgramOutcome] = []
    let run = try VerifyRun(
      VerifyJob(objectName: "small"), object: try await source.compiled(), log: LogBuffer(capacities: [300]))
    run.run { event in
      if case .program(let outcome, _) = event { outcomes.append(outcome) }
    }
    #expect(outcomes.map(\.verdict) == [.rejected])
    #expect(outcomes.first?.reason?.summary.hasPrefix("invalid access to packet") == true)
  }
}
