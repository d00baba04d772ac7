import BPF

extension TraceStep {
  /// The registers whose values the instruction uses, by number; a call uses r1 to r5, as far as the callee takes them.
  public var readRegisters: [Int] {
    guard let kind = instruction?.kind else { return [] }
    return (0...10).filter { kind.reads(UInt8($0)) }
  }

  /// The registers that it gives a value.
  public var writtenRegisters: [Int] {
    guard let kind = instruction?.kind else { return [] }
    return (0...9).filter { kind.writes(UInt8($0)) }
  }

  /// The registers that it leaves without a value: a call's r1 to r5.
  public var clobberedRegisters: [Int] {
    guard let kind = instruction?.kind else { return [] }
    return (0...9).filter { kind.clobbers(UInt8($0)) }
  }
}
