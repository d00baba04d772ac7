import Glibc

@testable import LiveKernel

/// Counters by a script: what opens, and what every read adds.
final class ScriptedLayer: CounterLayer {
  /// The error of opening an event, by its name; for every event when the name is "".
  var refused: [String: CInt] = [:]
  /// The error of opening an event as a member of a group.
  var refusedAsMember: [String: CInt] = [:]
  /// Events of a group that the hardware has counters for; more of them are never counted.
  var room = Int.max
  /// What a read adds to an event's count, by its name.
  var rates: [String: UInt64] = [:]
  /// Where an event's count begins, by its name.
  var starts: [String: UInt64] = [:]
  /// The part of the time that groups count, by reads in turn: perf's rotation. The first one again after the last.
  var shares: [Double] = [1]
  /// Reads that go wrong, by their number: what they give in place of all bytes - fewer, none, or -errno.
  var odd: [Int: Int] = [:]
  /// Context switches and moves that reads find, by their number.
  var switchesAt: [Int: UInt64] = [:]
  var migrationsAt: [Int: UInt64] = [:]

  private(set) var isOpen: [CInt: CounterEvent] = [:]
  private(set) var members: [CInt: [CInt]] = [:]
  private(set) var enables: [CInt] = []
  private(set) var disables: [CInt] = []
  private(set) var openedNames: [String] = []
  private(set) var reads = 0
  private var next: CInt = 100
  private var values: [CInt: UInt64] = [:]
  private var enabled: UInt64 = 0
  private var running: UInt64 = 0

  func open(_ event: CounterEvent, leader: CInt?) -> CInt {
    if let code = refused[event.name] ?? refused[""] { return -code }
    if leader != nil, let code = refusedAsMember[event.name] { return -code }
    next += 1
    isOpen[next] = event
    values[next] = starts[event.name] ?? 0
    openedNames.append(event.name)
    members[leader ?? next, default: []].append(next)
    return next
  }

  func enable(_ leader: CInt) -> CInt {
    enables.append(leader)
    return 0
  }

  func disable(_ leader: CInt) -> CInt {
    disables.append(leader)
    return 0
  }

  func read(_ leader: CInt, into words: inout CounterWords) -> Int {
    let group = members[leader] ?? []
    let number = reads
    reads += 1
    let hardware = group.filter { ![1, .max].contains(isOpen[$0]?.type) }.count
    if hardware > room { return 0 }
    if let odd = odd[number] { return odd }
    enabled += 1000
    running += UInt64(1000 * shares[number % shares.count])
    words[0] = UInt64(group.count)
    words[1] = enabled
    words[2] = running
    for (index, counter) in group.enumerated() {
      let rate =
        switch isOpen[counter]?.name {
        case "context-switches": switchesAt[number] ?? 0
        case "cpu-migrations": migrationsAt[number] ?? 0
        case let name: rates[name ?? ""] ?? 500
        }
      values[counter, default: 0] &+= rate
      words[3 + index] = values[counter] ?? 0
    }
    return 8 * (3 + group.count)
  }

  func close(_ counter: CInt) { isOpen[counter] = nil }
}
