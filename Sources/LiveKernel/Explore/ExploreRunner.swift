import CLibbpf
import Exploring
import Glibc
import Jobs
import KernelFacts
import Rewriting

/// Runs inputs on a loaded program, hundreds of thousands a second: one system call an input where it changes no map.
@safe final class ExploreRunner: ExploreTarget {
  /// Bytes that a case puts into variables before its runs, by the map that holds them.
  struct Patch {
    var map: Int
    var offset: Int
    var bytes: [UInt8]
  }

  let markCount: Int
  private let program: ProgramHandle
  private let facts: TestRunFacts
  private let object: TestedObject
  private let maps: [ExploredMap]
  /// The maps that are part of inputs, by the number that inputs have for them.
  private let numbered: [ExploredMap]
  private let hasEvents: Bool
  /// What variables hold, by the case's number among those that inputs are made from.
  private let patches: [Int: [Patch]]
  /// Marks of blocks that may change maps.
  private let changing: [(mark: Int, change: MapChange)]
  /// What blocks without marks may do: they may have run each time.
  private let unseen: MapChange
  private var placed: [ExploreInput.Entry]? = []
  private var patched: Int?
  private var options = unsafe bpf_test_run_opts()
  /// Nanoseconds in which maps were put back, and how often.
  private(set) var restoringTime: UInt64 = 0
  private(set) var restorations = 0

  init(
    _ object: TestedObject, program: ProgramHandle, facts: TestRunFacts, maps: [ExploredMap], patches: [Int: [Patch]]
  ) {
    self.object = object
    self.program = program
    self.facts = facts
    self.maps = maps
    self.patches = patches
    numbered = maps.filter { $0.shape != nil }
    hasEvents = maps.contains { $0.map.type == .ringbuf || $0.map.type == .perfEventArray }
    var changing: [(mark: Int, change: MapChange)] = []
    var unseen = MapChange.none
    var place = 0
    for marks in object.marks {
      guard let own = marks.marks else {
        unseen = .entries
        continue
      }
      for (block, change) in own.sites.mapChanges(in: own.code).enumerated() where change != .none {
        if marks.isUnmarked(block: block) {
          unseen = max(unseen, change)
        } else {
          changing.append((place + block, change))
        }
      }
      place += own.sites.count
    }
    markCount = place
    self.changing = changing
    self.unseen = unseen
    unsafe options.sz = MemoryLayout<bpf_test_run_opts>.size
    unsafe options.repeat = facts.parts.contains(.repeats) ? 1 : 0
  }

  func run(_ input: ExploreInput, marks: inout [UInt8]) -> UInt32? {
    guard prepare(input) == 0 else { return nil }
    let code = call(input)
    var place = 0
    for own in object.marks {
      guard let map = own.marks?.map else { continue }
      map.take(into: &marks, at: place)
      place += map.count
    }
    // An error may come after the run.
    restore(after: change(marks))
    return unsafe code == 0 ? options.retval : nil
  }

  // MARK: - Maps

  /// Returns 0, or a positive error number when the kernel does not take what is to stand in a map.
  private func prepare(_ input: ExploreInput) -> Int32 {
    if patched != input.origin {
      // Where no case sets variables, they are as they were.
      if !patches.isEmpty { patch(patches[input.origin] ?? []) }
      patched = input.origin
    }
    guard placed != input.entries else { return 0 }
    var failure: Int32 = 0
    for (number, map) in numbered.enumerated() {
      let code = map.place(input.entries, number: number)
      if code != 0 { failure = code }
    }
    placed = failure == 0 ? input.entries : nil
    return failure
  }

  private func patch(_ patches: [Patch]) {
    for (index, map) in maps.enumerated() where map.shape == nil {
      map.patch(patches.filter { $0.map == index }.map { ($0.offset, $0.bytes) })
    }
  }

  private func change(_ marks: [UInt8]) -> MapChange {
    var most = unseen
    for (mark, change) in changing where marks[mark] != 0 && change > most { most = change }
    return most
  }

  private func restore(after change: MapChange) {
    guard change != .none, !maps.isEmpty else { return }
    let start = Self.now
    if hasEvents { object.dropEvents() }
    for map in maps { map.restore(after: change) }
    restoringTime += Self.now - start
    restorations += 1
  }

  /// Nanoseconds of a clock that goes on.
  static var now: UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  // MARK: - The call

  /// Returns 0 or a positive error number.
  private func call(_ input: ExploreInput) -> Int32 {
    var context = input.context
    if facts.type == .xdp, context.count >= 8 { giveEnd(&context, packet: input.packet.count) }
    return unsafe input.packet.withUnsafeBytes { packet in
      unsafe context.withUnsafeMutableBytes { context in
        unsafe options.data_in = UnsafeRawPointer(packet.isEmpty ? nil : packet.baseAddress)
        unsafe options.data_size_in = UInt32(packet.count)
        unsafe options.ctx_in = UnsafeRawPointer(context.isEmpty ? nil : context.baseAddress)
        unsafe options.ctx_size_in = UInt32(context.count)
        // What the last run wrote there would be the room for what comes back.
        unsafe options.data_size_out = 0
        unsafe options.ctx_size_out = 0
        return unsafe -bpf_prog_test_run_opts(program.descriptor, &options)
      }
    }
  }

  /// An XDP program's context says where the packet ends.
  private func giveEnd(_ context: inout [UInt8], packet: Int) {
    let end = UInt32(min(packet, TestRunRules.linearFrame))
    unsafe withUnsafeBytes(of: end) { unsafe context.replaceSubrange(4..<8, with: $0) }
  }
}
