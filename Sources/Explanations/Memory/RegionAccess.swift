/// An access to memory of a known size that a block of messages calls out of bounds (kernel/bpf/verifier.c:
/// `check_mem_region_access`): one line names the memory, one says what is wrong, and either may stand alone.
struct RegionAccess {
  /// What is accessed.
  enum Region {
    case mapValue, mapKey, memory, context, packet
  }

  /// What the verifier says of the offset.
  enum Complaint {
    /// It may be below the memory's start.
    case negative
    /// Even its least value does not fit.
    case minimum
    /// Its greatest value does not fit.
    case maximum
    /// It has no upper bound that the verifier would reckon with.
    case unbounded
  }

  /// What is accessed; nil where only the complaint is known.
  private(set) var region: Region?
  /// Bytes that the memory has.
  private(set) var regionSize: Int?
  /// The offset that was tried: the least or the greatest possible.
  private(set) var offset: Int?
  /// Bytes accessed.
  private(set) var size: Int?
  /// The pointer's register.
  private(set) var register: Int?
  /// What is wrong; nil where no line says.
  private(set) var complaint: Complaint?

  private static let regions: [(format: MessageFormat, region: Region)] = [
    (MessageFormat("invalid access to map value, value_size=%d off=%d size=%d"), .mapValue),
    (MessageFormat("invalid access to map key, key_size=%d off=%d size=%d"), .mapKey),
    (MessageFormat("invalid access to memory, mem_size=%d off=%d size=%d"), .memory),
    (MessageFormat("invalid access to context, ctx_size=%d off=%d size=%d"), .context),
  ]
  private static let packet = MessageFormat("invalid access to packet, off=%d size=%d")
  private static let complaints: [(format: MessageFormat, complaint: Complaint)] = [
    (MessageFormat("%r min value is negative, either use unsigned index or do a if (index >=0) check"), .negative),
    // To 5.7 "outside of the array range".
    (MessageFormat("%r min value is outside of the "), .minimum),
    (MessageFormat("%r max value is outside of the "), .maximum),
    (MessageFormat("%r unbounded memory access, make sure to bounds check any"), .unbounded),
  ]

  /// The access that a block is about; nil when it is about another thing.
  init?(_ messages: [String]) {
    for message in messages {
      for (format, region) in Self.regions {
        guard self.region == nil, let numbers = format.numbers(message), numbers.count == 3 else { continue }
        self.region = region
        (regionSize, offset, size) = (numbers[0], numbers[1], numbers[2])
      }
      if region == nil, let numbers = Self.packet.numbers(message), numbers.count == 2 {
        region = .packet
        (offset, size) = (numbers[0], numbers[1])
      }
      for (format, complaint) in Self.complaints {
        guard self.complaint == nil, let captures = format.match(message) else { continue }
        self.complaint = complaint
        register = Int(captures[0])
      }
    }
    if region == nil && complaint == nil { return nil }
  }

  /// The byte behind the last one accessed, counted from the memory's start; nil where the numbers do not say.
  var end: Int? {
    guard let offset, let size else { return nil }
    let end = offset.addingReportingOverflow(size)
    return end.overflow ? nil : end.partialValue
  }

  /// The memory in words: `a map value of 48 bytes`.
  var noun: String {
    let size = regionSize.map { " of \(Self.bytes($0))" } ?? ""
    return switch region {
    case .mapValue: "a map value\(size)"
    case .mapKey: "a map key\(size)"
    case .memory: "memory\(size)"
    case .context: "a context\(size)"
    case .packet: "the packet"
    case nil: "memory"
    }
  }

  /// `1 byte`, `8 bytes`.
  static func bytes(_ count: Int) -> String { count == 1 ? "1 byte" : "\(GroupedDigits(Int64(count))) bytes" }
}
