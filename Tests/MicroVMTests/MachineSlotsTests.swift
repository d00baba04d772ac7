import Synchronization
import Testing

@testable import MicroVM

@Suite struct MachineSlotsTests {
  /// How many there are at a time.
  private final class Counter: Sendable {
    private let counts = Mutex((now: 0, most: 0))

    var most: Int { counts.withLock { $0.most } }

    func begin() {
      counts.withLock { counts in
        counts.now += 1
        counts.most = max(counts.most, counts.now)
      }
    }

    func end() { counts.withLock { $0.now -= 1 } }
  }

  @Test func `no more machines run at once than may`() async {
    let slots = MachineSlots(atOnce: 2)
    let running = Counter()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask {
          await slots.take(1)
          running.begin()
          await Task.yield()
          running.end()
          await slots.give(1)
        }
      }
    }
    #expect((1...2).contains(running.most))
  }

  @Test func `a machine larger than the memory runs alone`() async {
    let slots = MachineSlots(atOnce: 4)
    await slots.take(.max / 4)
    await slots.give(.max / 4)
    await slots.take(1)
    await slots.give(1)
  }
}
