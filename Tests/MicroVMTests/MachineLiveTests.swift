import Foundation
import Jobs
import MicroVM
import Synchronization
import SystemPackage
import TestSupport
import Testing
import Workers

/// Programs that are loaded, looked at in a virtual machine: what the host does not let be attached to programs is there.
@Suite(.serialized, .requires("vm:6.12")) struct MachineLiveTests {
  @Test func `a counter is read around each run, and one that is not there is said`() async throws {
    let store = KernelStore(below: Machines.directory)
    let image = try #require(store.image(named: "debian:6.12"))
    let worker = try WorkerLocation(explicit: FilePath(Repository.product("assay-worker").path))
    let emulator = try Emulator(worker: worker, store: store, environment: ProcessInfo.processInfo.environment)
    let pool = WorkerPool(
      MachineTransport(
        image: image, emulator: emulator, slots: MachineSlots(), limits: MachineLimits(), most: 1, participants: 1))
    let windows = Mutex<[LiveWindow]>([])
    let job = LiveJob(LoadedSelection(takesAll: true), events: ["cpu-clock", "cycles", "no-such"], milliseconds: 50)
    let failure = try await pool.live(job) { window in windows.withLock { $0.append(window) } }
    await pool.close()
    #expect(failure == nil, "\(failure?.reason.summary ?? "")")
    let window = try #require(windows.withLock { $0 }.first)
    // Of an empty program: two programs of ours at its ends, and the clock between them.
    #expect(window.counters.map(\.name) == ["cpu-clock"])
    #expect(try #require(window.counters.first?.floor) > 0)
    #expect(window.missing.map(\.name) == ["cycles", "no-such"] && window.missing.map(\.isUnknown) == [false, true])
  }
}
