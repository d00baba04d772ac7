extension ControlFlowFault: CustomStringConvertible {
  /// The fault in words, such as `instruction 4: the jump to 13 leaves the function`.
  public var description: String {
    switch kind {
    case .jumpOutOfRange(let target):
      "instruction \(slot): the jump to \(target) leads to no instruction of the function"
    case .missingExit: "instruction \(slot): the function ends without exit or jump"
    case .callOutOfRange(let target): "instruction \(slot): the call to \(target) leads to no function"
    }
  }
}
