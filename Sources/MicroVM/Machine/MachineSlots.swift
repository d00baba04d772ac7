import Foundation

/// Twice as many machines at once as there are processors: machines wait too, for the kernel's grace periods when programs
/// are detached, and of several that start together none is left to end alone. As many as fit into half of the memory that
/// is free; one machine always may run. Whoever comes later waits its turn.
public actor MachineSlots {
  private struct Waiting {
    var memory: UInt64
    var continuation: CheckedContinuation<Void, Never>
  }

  /// The most machines at once.
  private let atOnce: Int
  /// How many machines keep all processors busy.
  public nonisolated let processors: Int
  private let mostMemory: UInt64
  private var running = 0
  private var memory: UInt64 = 0
  private var waiting: [Waiting] = []

  /// Slots for `atOnce` machines, for twice as many as there are processors when nil.
  public init(atOnce: Int? = nil) {
    processors = max(atOnce ?? ProcessInfo.processInfo.activeProcessorCount, 1)
    self.atOnce = max(atOnce ?? processors * 2, 1)
    mostMemory = Self.freeMemory() / 2
  }

  /// Waits for room for a machine of so many bytes. A cancelled task gets it too, and gives it back at once.
  func take(_ bytes: UInt64) async {
    if waiting.isEmpty, fits(bytes) {
      grant(bytes)
      return
    }
    await withCheckedContinuation { waiting.append(Waiting(memory: bytes, continuation: $0)) }
  }

  /// Gives room back.
  func give(_ bytes: UInt64) {
    running -= 1
    memory -= bytes
    while let next = waiting.first, fits(next.memory) {
      waiting.removeFirst()
      grant(next.memory)
      next.continuation.resume()
    }
  }

  private func fits(_ bytes: UInt64) -> Bool {
    running == 0 || (running < atOnce && memory + bytes <= mostMemory)
  }

  private func grant(_ bytes: UInt64) {
    running += 1
    memory += bytes
  }

  /// `MemAvailable`, in bytes.
  private static func freeMemory() -> UInt64 {
    let text = (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
    let number = line.flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { UInt64($0) }
    return (number ?? 0) << 10
  }
}
