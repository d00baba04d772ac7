import BTF

/// What `.BTF.ext` says of instructions, by section and ascending by slot, with one record of a kind for a slot at most:
/// the kernel refuses more, and a linker that copies records must not copy more of them than instructions.
struct InstructionInfo: Sendable {
  /// `func` types by the slot at which their function starts.
  let functionTypes: [String: [Int: TypeID]]
  let lines: [String: [LineInfo]]
  let relocations: [String: [CORERelocation]]

  init(_ info: ExtendedInfo) {
    functionTypes = info.functions.mapValues { records in
      Dictionary(records.map { ($0.slot, $0.type) }, uniquingKeysWith: { first, _ in first })
    }
    lines = info.lines.mapValues { InstructionInfo.ordered($0, by: \.slot) }
    relocations = info.relocations.mapValues { InstructionInfo.ordered($0, by: \.slot) }
  }

  private static func ordered<Record>(_ records: [Record], by slot: (Record) -> Int) -> [Record] {
    let isOrdered = zip(records, records.dropFirst()).allSatisfy { slot($0) < slot($1) }
    if isOrdered { return records }
    let sorted = records.enumerated().sorted { (slot($0.element), $0.offset) < (slot($1.element), $1.offset) }
    var unique: [Record] = []
    for (_, record) in sorted where unique.last.map({ slot($0) < slot(record) }) ?? true { unique.append(record) }
    return unique
  }
}
