/// All that is known at one place of one path.
struct WalkState: Hashable, Sendable {
  /// A function that runs.
  struct Frame: Hashable, Sendable {
    var registers: [WalkValue]
    var stack = WalkStack()
    var function: Int
    /// The index of the instruction to go on with in the caller, and its block.
    var returnIndex = 0
    var returnBlock = 0

    init(function: Int) {
      self.function = function
      registers = [WalkValue](repeating: .unset, count: 11)
    }
  }

  var frames: [Frame]
  /// Bytes of the packet that are checked, by the pointer's id.
  var packetRanges: [Int: Int64] = [:]
  /// Pointers that lie behind the packet's end, by their ids.
  var beyond: Set<Int> = []
  /// What was acquired and not given back, by the call's slot.
  var references: Set<Int> = []
  /// A variable on the stack.
  struct Place: Hashable, Sendable {
    var depth: Int
    var offset: Int64
  }

  /// What was made in variables and not ended, by the call's slot.
  var held: [Place: Int] = [:]
  /// The call that took the lock that is held.
  var lock: Int?

  var depth: Int { frames.count - 1 }

  subscript(register: UInt8) -> WalkValue {
    get { register <= 10 ? frames[depth].registers[Int(register)] : .anything }
    set { if register < 10 { frames[depth].registers[Int(register)] = newValue } }
  }

  /// Changes every value that is held anywhere.
  mutating func change(_ body: (inout WalkValue) -> Void) {
    for frame in frames.indices {
      for register in 0..<10 { body(&frames[frame].registers[register]) }
      frames[frame].stack.change(body)
    }
  }

  /// Whether any value that is held satisfies a condition.
  func contains(_ isWanted: (WalkValue) -> Bool) -> Bool {
    frames.contains { $0.registers.contains(where: isWanted) || $0.stack.values.contains(where: isWanted) }
  }

  /// An id for what the instruction at a slot makes. What has it from an earlier round is followed no more.
  mutating func freshID(_ slot: Int) -> Int {
    let id = slot * 16 + frames.count
    if contains({ $0.id == id }) {
      change { value in
        guard value.id == id else { return }
        if value.kind == .number { value.range.isVague = true } else { value.kind = .anything }
        value.id = 0
      }
    }
    packetRanges[id] = nil
    beyond.remove(id)
    return id
  }

  /// What was acquired at a slot is given back: copies of it may be used no more.
  mutating func release(_ reference: Int) {
    references.remove(reference)
    change { value in
      guard value.reference == reference else { return }
      value = WalkValue(kind: .released, origin: value.origin)
    }
  }

  /// The call at a slot may have moved the packet: pointers into it are numbers from then on.
  mutating func movePackets(at slot: Int) {
    packetRanges = [:]
    beyond = []
    change { value in
      if value.kind == .packet || value.kind == .packetEnd { value = WalkValue(kind: .moved, origin: slot) }
    }
  }

  /// Pointers into the packet are followed no more.
  mutating func forgetPackets() {
    packetRanges = [:]
    beyond = []
    change { value in
      if value.kind == .packet || value.kind == .packetEnd { value = .anything }
    }
  }

  /// Whether a state that comes again means that the program does not come on: a verifier has to know as little.
  var isCertain: Bool { !contains(\.isVague) && !frames.contains { $0.stack.isAnything } }
}
