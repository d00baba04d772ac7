/// What a check wrote down: the encoded message `SuiteResult` of Cilium's bpf/tests/bpftest/trf.proto.
public struct SuiteResult: Hashable, Sendable {
  /// A part of a test, with a name and a status of its own.
  public struct Part: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its status; nil when its number is none.
    public var status: SuiteStatus?
    /// What it said.
    public var log: [String]
  }

  /// The parts, in order.
  public var parts: [Part]
  /// What the test as a whole said.
  public var log: [String]

  /// Reads the bytes of the result map. They end in zeros, and what cannot be read ends the message: a check that broke
  /// off leaves half of one.
  public init(_ bytes: [UInt8]) {
    parts = []
    log = []
    var reader = MessageReader(bytes[...])
    while let field = reader.next() {
      switch field {
      case .bytes(number: 1, let bytes): parts.append(Self.part(bytes))
      case .bytes(number: 2, let bytes): log.append(Self.line(bytes))
      default: continue
      }
    }
  }

  private static func part(_ bytes: ArraySlice<UInt8>) -> Part {
    var part = Part(name: "", status: nil, log: [])
    var reader = MessageReader(bytes)
    while let field = reader.next() {
      switch field {
      case .bytes(number: 1, let bytes): part.name = text(bytes)
      case .number(number: 2, let value): part.status = SuiteStatus(number: value)
      case .bytes(number: 3, let bytes): part.log.append(line(bytes))
      default: continue
      }
    }
    return part
  }

  /// A line with its arguments put in, as `bpf_trace_printk` would.
  private static func line(_ bytes: ArraySlice<UInt8>) -> String {
    var format = ""
    var arguments: [UInt64] = []
    var reader = MessageReader(bytes)
    while let field = reader.next() {
      switch field {
      case .bytes(number: 1, let bytes): format = text(bytes)
      case .number(number: 2, let value): arguments.append(value)
      default: continue
      }
    }
    var line = ""
    var rest = format[...]
    while let mark = rest.firstIndex(of: "%") {
      line += rest[..<mark]
      rest = rest[rest.index(after: mark)...]
      let modifier = rest.prefix { $0 == "l" }
      rest = rest.dropFirst(modifier.count)
      guard let letter = rest.popFirst() else { return line + "%" }
      guard letter != "%", !arguments.isEmpty else {
        line += letter == "%" ? "%" : "%\(modifier)\(letter)"
        continue
      }
      let value = arguments.removeFirst()
      switch letter {
      case "d", "i": line += "\(modifier.isEmpty ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value))"
      case "x", "p": line += "0x" + String(value, radix: 16)
      default: line += "\(value)"
      }
    }
    return line + rest
  }

  /// Text up to its closing zero.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
