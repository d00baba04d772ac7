import Foundation
import Jobs
import KernelFacts
import SystemPackage
import TestSupport
import Testing
import Workers

@testable import MicroVM

/// Cases on other kernels: one boot for each.
@Suite(.serialized, .requires("clang", "vm:6.1", "vm:6.12")) struct MachineTestRunTests {
  private static let live = CSource(
    """
    __u64 hits;
    SEC("cgroup/connect4") int on_connect(struct bpf_sock_addr *c) { hits++; return 1; }
    SEC("kprobe/do_nanosleep") int on_sleep(void *c) { hits++; bpf_send_signal(0); return 0; }
    static long inner(__u32 index, void *context) { hits++; return 0; }
    static long outer(__u32 index, void *context) { bpf_loop(4000, inner, 0, 0); return 0; }
    __u32 most = 500;
    SEC("xdp") int rounds(struct xdp_md *c) { bpf_loop(most, outer, 0, 0); return XDP_PASS; }
    SEC("xdp") int prints(struct xdp_md *c) { bpf_printk("here"); return XDP_PASS; }

    """)

  private func transport(_ version: String, participants: Int) throws -> MachineTransport {
    let store = KernelStore(below: Machines.directory)
    let image = try #require(store.image(named: "debian:\(version)"))
    let worker = try WorkerLocation(explicit: FilePath(Repository.product("assay-worker").path))
    let emulator = try Emulator(worker: worker, store: store, environment: ProcessInfo.processInfo.environment)
    return MachineTransport(
      image: image, emulator: emulator, slots: MachineSlots(), limits: MachineLimits(), most: 1,
      participants: participants)
  }

  @Test(arguments: ["6.1", "6.12"])
  func `each type runs, and live cases do what the host does not allow`(_ version: String) async throws {
    let cases = TypeCases()
    var plan = TestPlan("on_connect", "on_sleep", "rounds", "prints")
    plan.job.allowsUnbounded = true
    plan.job.allowsEffects = true
    for (program, deed) in [("on_connect", ["connect", "127.0.0.1", "80"]), ("on_sleep", ["sleep", "1"])] {
      plan.add(
        .attach(program: program), .drive(.deed(name: deed[0], arguments: Array(deed.dropFirst()))),
        .globals(section: ".bss"))
    }
    plan.add(plan.run("rounds", packet: TestPlan.frame()), .globals(section: ".bss"))
    plan.add(plan.run("prints", packet: TestPlan.frame()))
    let transport = try transport(version, participants: 3)
    let types = try await TypeCases.source.compiled()
    let other = try await Self.live.compiled()
    let livePlan = plan
    async let first = cases.plan.results(of: types, over: transport)
    async let second = livePlan.results(of: other, over: transport)
    let kinds = LiveAndFixture.inMachine
    let traced = try await LiveAndFixture.source.compiled()
    async let third = LiveAndFixture.live(kinds).results(of: traced, over: transport)
    let (found, live, recorded) = try await (first, second, third)
    #expect(cases.faults(in: found, kernel: try #require(KernelVersion(version))) == [])
    for result in live { #expect(result.outcome.failure == nil, "\(result.words)") }
    let hits = live.prefix(3).map { result -> UInt64 in
      if case .globals(let slice) = result.outcome.steps.last { result.number(slice) } else { 0 }
    }
    #expect(hits[0] == 1 && hits[1] >= 1 && hits[2] == 2_000_000)
    #expect(live[3].outcome.trace == ["here"])
    // Only what was recorded makes the fixtures: they take a boot of their own.
    let fixtures = try await LiveAndFixture.fixtures(kinds, of: recorded)
      .results(of: traced, over: try self.transport(version, participants: 1))
    #expect(LiveAndFixture.faults(kinds, live: recorded, fixtures: fixtures) == [])
  }
}
