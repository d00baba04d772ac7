/// Where a value of a case stands, for what `from` means there.
enum ExpansionPlace {
  /// Nowhere that values can be taken over: `from` is a key like any other.
  case plain
  /// A case, or a step.
  case testCase
  /// The steps of a case.
  case steps
  /// What is done while programs are attached.
  case deeds
  /// What must come out.
  case expectation
  /// A packet: `from` takes a named packet.
  case packet
  /// Values of maps, contexts and globals, and all within them: `from` takes a named struct.
  case values

  /// Where the value of a key of a mapping stands.
  func below(_ key: String) -> ExpansionPlace {
    switch self {
    case .plain, .packet, .steps: .plain
    case .values: .values
    case .testCase:
      switch TestCaseKey(rawValue: key) {
      case .packet: .packet
      case .context, .arguments, .registers, .objects, .mock, .globals, .maps: .values
      case .expect, .onFailure: .expectation
      case .steps: .steps
      case .drive: .deeds
      default: .plain
      }
    case .deeds: key == DeedForm.packetKey ? .packet : .plain
    case .expectation:
      switch ExpectKey(rawValue: key) {
      case .packet: .packet
      case .context, .maps, .globals, .events, .calls: .values
      default: .plain
      }
    }
  }

  /// Where the elements of a list stand.
  var element: ExpansionPlace {
    switch self {
    case .steps: .testCase
    case .values: .values
    case .deeds: .deeds
    case .plain, .testCase, .expectation, .packet: .plain
    }
  }
}
