/// What an instruction does to the path, as far as its opcode byte and its text tell.
enum JumpShape: Sendable {
  /// Goes on at the next instruction, or at the one place its text names.
  case straight
  /// Goes on at the next instruction or at its target.
  case conditional
  /// `may_goto` (6.9).
  case mayGoto
  /// May go on anywhere: a call with a callback or of an iterator, an indirect jump.
  case open

  /// `call`
  static let call: UInt8 = 0x85

  /// `exit`.
  static let exit: UInt8 = 0x95

  /// Whether the instruction walked next may be another than the one that follows on the same path: jumps and
  /// calls.
  static func mayLeave(_ opcode: UInt8) -> Bool { (opcode & 0x07 == 0x05 || opcode & 0x07 == 0x06) && opcode != exit }

  /// Whether an instruction that jumps may also go on at the next one.
  static func canGoOn(_ opcode: UInt8) -> Bool {
    switch JumpShape(opcode: opcode) {
    case .conditional, .mayGoto: true
    case .straight, .open: false
    }
  }

  init(opcode: UInt8) {
    let instructionClass = opcode & 0x07
    guard instructionClass == 0x05 || instructionClass == 0x06 else {
      self = .straight
      return
    }
    switch opcode & 0xf0 {
    case 0x00: self = opcode == 0x0d ? .open : .straight
    case 0x80: self = instructionClass == 0x05 ? .open : .straight
    case 0x90: self = .straight
    case 0xe0: self = .mayGoto
    default: self = .conditional
    }
  }

  /// Where a jump's own text ends: behind `goto pc+12`. At level 1, from 5.18, what is said of the branch that is walked
  /// next may follow on the same line, as its state does.
  static func end(_ line: Span<UInt8>, _ text: Range<Int>) -> Int {
    guard let target = line.first("goto pc", from: text.lowerBound), target + 8 < text.upperBound else {
      return text.upperBound
    }
    var at = target + 8
    guard line.decimal(&at) != nil, line.byte(at) == ASCII.space else { return text.upperBound }
    return min(at, text.upperBound)
  }

  /// The offset at the end of a jump's text: `... goto pc+12`, `... goto pc-3`.
  static func offset(_ line: Span<UInt8>, _ text: Range<Int>) -> Int? {
    var at = text.upperBound
    while at > text.lowerBound, ASCII.isDigit(line[at - 1]) { at -= 1 }
    guard at < text.upperBound, at > text.lowerBound else { return nil }
    var digits = at
    guard let magnitude = line.decimal(&digits) else { return nil }
    switch line[at - 1] {
    case UInt8(ascii: "+"): return magnitude
    case UInt8(ascii: "-"): return -magnitude
    default: return nil
    }
  }
}
