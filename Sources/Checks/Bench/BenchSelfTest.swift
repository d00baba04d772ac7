import Foundation
import Jobs
import Measuring
import Project
public import Reports

/// Measures how often `assay bench` is right on this machine: a program against itself, and against one of 20 instructions
/// less, over many fresh loads, out of which trials draw theirs and end as the default gate ends them.
public struct BenchSelfTest: Sendable {
  private let request: BenchRequest
  private let environment: [String: String]

  /// Fresh loads of each pair where the user names none: a trial that goes on to the end takes 64.
  private static let usualLoads = 200
  private static let trials = 500

  /// A self-test that compiles and measures as a request says.
  public init(_ request: BenchRequest, environment: [String: String]) {
    self.request = request
    self.environment = environment
  }

  /// Measures and draws.
  /// - Throws: `CheckError` when the programs cannot be compiled or measured here.
  public func run(progress: @escaping @Sendable (CheckProgress) -> Void) async throws(CheckError) -> SelfTestReport {
    let directory = LocalFile.join(FileManager.default.temporaryDirectory.path, "assay-self-test-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(atPath: directory) }
    do throws(FileError) {
      for (name, source) in [
        ("base", Self.source(more: 0)), ("equal", Self.source(more: 0)), ("dearer", Self.source(more: 20)),
      ] {
        let folder = LocalFile.join(directory, name)
        try LocalFile.makeDirectory(folder)
        try LocalFile.write(Array(source.utf8), to: LocalFile.join(folder, "power.bpf.c"))
      }
    } catch {
      throw .undecided("\(error)")
    }
    let base = LocalFile.join(directory, "base")
    let (equal, conditions) = try await outcome(LocalFile.join(directory, "equal"), against: base, progress)
    let (dearer, _) = try await outcome(LocalFile.join(directory, "dearer"), against: base, progress)
    guard let clock = equal.clock else { throw .undecided("nothing could be read") }
    progress(CheckProgress(done: 1, total: 1, current: "drawing \(NumberText.grouped(Self.trials)) trials"))
    let gate = ChangeGate(clock: clock)
    var report = SelfTestReport(assay: BuildIdentity.version, clock: clock, conditions: conditions)
    let loads = BenchSchedule.native.loads
    let power = GatePower(gate, loads: loads, burst: equal.burst, draws: 400)
    report.gates.append(
      SelfTestReport.Gate(
        loads: loads, equal: power.tally(of: equal.loads, trials: Self.trials),
        dearer: power.tally(of: dearer.loads, trials: Self.trials),
        detectable: DetectableChange(of: equal.loads, loads: loads, clock: clock, burst: equal.burst)))
    return report
  }

  private func outcome(
    _ place: String, against base: String, _ progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws(CheckError) -> (outcome: BenchOutcome, conditions: Survey?) {
    var request = request
    request.arguments = [LocalFile.join(place, "power.bpf.c")]
    request.base = base
    request.loads = request.loads ?? Self.usualLoads
    let result = try await BenchCheck(request, environment: environment).run(progress: progress)
    if let problem = result.problems.first { throw problem }
    guard let row = result.report.rows.first, let outcome = row.outcomes.first, outcome.failure == nil,
      !outcome.loads.isEmpty
    else {
      if Task.isCancelled { throw .undecided("interrupted before it could be told") }
      let reason = result.report.rows.first?.reason
      throw .undecided(
        (reason?.summary ?? "the worker gave no answer") + (reason?.advice.map { ". \($0)" } ?? ""))
    }
    return (outcome, result.report.conditions["host"])
  }

  /// A program that does what many do, and so many instructions more.
  private static func source(more: Int) -> String {
    """
    #include <linux/bpf.h>
    #include <bpf/bpf_helpers.h>

    struct {
    	__uint(type, BPF_MAP_TYPE_HASH);
    	__uint(max_entries, 1024);
    	__type(key, __u32);
    	__type(value, __u64);
    } hits SEC(".maps");

    SEC("tc")
    int power(struct __sk_buff *skb)
    {
    	__u32 key = 7;
    	__u64 *count = bpf_map_lookup_elem(&hits, &key);

    	if (count)
    		__sync_fetch_and_add(count, 1);
    	asm volatile("r0 = 0\\n\(String(repeating: "r0 += 1\\n", count: more))" ::: "r0");
    	return 0;
    }

    char LICENSE[] SEC("license") = "GPL";

    """
  }
}
