public import BPF
public import BTF
public import KernelFacts

/// A program of an object: a function in a program section with all that it calls, linked as libbpf links it.
public struct Program: Sendable {
  /// The function's name.
  public let name: String
  /// The ELF section that it stands in, as the object has it.
  public let section: String
  /// What libbpf takes the section's name to mean; nil for a custom name, for which it knows no program type.
  public let match: SectionMatch?
  /// Whether libbpf loads it unasked: not when its section's name starts with `?`.
  public let isAutoloaded: Bool
  /// Its instructions, linked: map references and addresses of global variables have the map's index in the object's
  /// maps where a loader puts the map's descriptor, calls and callbacks lead to the linked place. Empty when `problem`
  /// says why.
  public let instructions: [Instruction]
  /// Where each instruction stands, in the slots that the verifier counts.
  public let slots: SlotIndex
  /// The functions that it is made of: its own first.
  public let subprograms: [Subprogram]
  /// What its instructions refer to, ascending by slot.
  public let references: [Reference]
  /// Its source lines, ascending by slot; the first of a function may come after the function's first slot.
  public let lineInfo: [LineInfo]
  /// Its CO-RE relocations, ascending by slot: not applied, since they depend on the kernel.
  public let coreRelocations: [CORERelocation]
  /// Why it cannot be linked or decoded, as libbpf or the verifier would refuse it; nil when it can.
  public let problem: ObjectError?

  /// Its own function's BTF type, when the object has type information.
  public var type: TypeID? { subprograms.first?.type }

  /// The index of the subprogram that a slot belongs to; nil outside the program.
  public func subprogram(atSlot slot: Int) -> Int? {
    let index = subprograms.partitioningIndex { $0.slots.upperBound > slot }
    return index < subprograms.count && slot >= 0 ? index : nil
  }

  /// The source line that an instruction came from; nil when its function has no line information up to it. Where the
  /// compiler merged instructions of several lines, and says line 0, it is the file's line before in the function, else
  /// the next.
  public func line(atSlot slot: Int) -> LineInfo? {
    guard let subprogram = subprogram(atSlot: slot) else { return nil }
    let slots = subprograms[subprogram].slots
    let after = lineInfo.partitioningIndex { $0.slot > slot }
    guard after > 0, slots.contains(lineInfo[after - 1].slot) else { return nil }
    if lineInfo[after - 1].line > 0 { return lineInfo[after - 1] }
    let file = lineInfo[after - 1].file
    func isNear(_ record: LineInfo) -> Bool { record.line > 0 && record.file == file }
    let before = lineInfo[..<after].reversed().prefix { slots.contains($0.slot) }.first(where: isNear)
    let next = lineInfo[after...].prefix { slots.contains($0.slot) }.first(where: isNear)
    return before ?? next ?? lineInfo[after - 1]
  }

  /// What the instruction at a slot refers to; nil when it stands for itself.
  public func reference(atSlot slot: Int) -> Reference.Target? {
    let index = references.partitioningIndex { $0.slot >= slot }
    return index < references.count && references[index].slot == slot ? references[index].target : nil
  }
}
