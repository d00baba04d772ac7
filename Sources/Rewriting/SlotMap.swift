import BPF

/// Where a rewritten program's instructions come from, and where the original's went, in slots.
public struct SlotMap: Hashable, Sendable {
  /// For each slot of the original, where all that belongs to it begins: what was inserted before it first.
  private let starts: [Int]
  /// For each slot of the original, where the instruction itself stands; nil when it was replaced.
  private let places: [Int?]
  /// For each slot of the rewritten program, the slot of the original that it belongs to.
  private let origins: [Int]
  /// What runs when a branch is taken and stands apart: its first slot, and the branch's in the original. Ascending.
  public let detours: [Detour]

  /// Inserted instructions that a branch leads to on its way.
  public struct Detour: Hashable, Sendable {
    /// The first slot in the rewritten program.
    public let slot: Int
    /// The branch's slot in the original.
    public let branch: Int
  }

  init(starts: [Int], places: [Int?], origins: [Int], detours: [Detour]) {
    self.starts = starts
    self.places = places
    self.origins = origins
    self.detours = detours
  }

  /// Where everything that belongs to an instruction of the original begins; nil outside of it.
  public func start(ofOriginal slot: Int) -> Int? { starts.indices.contains(slot) ? starts[slot] : nil }

  /// Where an instruction of the original stands; nil when it was replaced, or is none.
  public func place(ofOriginal slot: Int) -> Int? { places.indices.contains(slot) ? places[slot] : nil }

  /// The instruction of the original that a slot of the rewritten program belongs to: itself, or what was inserted there.
  public func original(of slot: Int) -> Int? { origins.indices.contains(slot) ? origins[slot] : nil }

  /// Records of functions, moved to where the functions begin.
  public func movedToStarts<Record: SlotRecord>(_ records: [Record]) -> [Record] {
    records.compactMap { moved($0, to: start(ofOriginal: $0.slot)) }
  }

  /// Records of source lines, moved so that what was inserted belongs to the line that it was inserted at; what stands apart
  /// gets its branch's line again.
  public func movedLines<Record: SlotRecord>(_ records: [Record]) -> [Record] {
    var moved = movedToStarts(records)
    for detour in detours {
      // Records ascend: the last one up to the branch is the branch's.
      let next = records.partitioningIndex { $0.slot > detour.branch }
      guard next > 0, let record = self.moved(records[next - 1], to: detour.slot) else { continue }
      moved.append(record)
    }
    // The kernel wants one line an instruction: of an instruction that was deleted none is left.
    var last: [Int: Record] = [:]
    for record in moved { last[record.slot] = record }
    return last.values.sorted { $0.slot < $1.slot }
  }

  /// Records of single instructions, such as CO-RE relocations: those of replaced instructions are dropped.
  public func movedWithInstructions<Record: SlotRecord>(_ records: [Record]) -> [Record] {
    records.compactMap { moved($0, to: place(ofOriginal: $0.slot)) }
  }

  private func moved<Record: SlotRecord>(_ record: Record, to slot: Int?) -> Record? {
    guard let slot else { return nil }
    var record = record
    record.slot = slot
    return record
  }
}
