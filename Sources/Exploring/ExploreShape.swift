/// What the inputs of a program look like.
public struct ExploreShape: Hashable, Sendable {
  /// A map whose entries are part of inputs.
  public struct MapShape: Hashable, Sendable {
    /// What its keys are.
    public enum Kind: Hashable, Sendable {
      /// Indices of entries that are always there.
      case array
      /// Any bytes.
      case hash
      /// The length of a prefix in bits, in 4 bytes, and what it is the prefix of.
      case trie
    }

    /// What its keys are.
    public var kind: Kind
    /// Bytes of a key.
    public var keySize: Int
    /// Bytes of a value.
    public var valueSize: Int
    /// The most entries.
    public var maxEntries: Int

    /// A map.
    public init(kind: Kind, keySize: Int, valueSize: Int, maxEntries: Int) {
      self.kind = kind
      self.keySize = keySize
      self.valueSize = valueSize
      self.maxEntries = maxEntries
    }
  }

  /// The fewest and the most bytes of a packet; nil where the type takes none.
  public var packetBytes: ClosedRange<Int>?
  /// Whether the kernel refuses packets that say that they are IP and do not hold its header.
  public var wantsWholeHeaders: Bool
  /// Bytes of metadata in front of an XDP program's packet, by the context of the input.
  public var hasMetadata: Bool
  /// Bytes of a context that is made where an input has none; 0 where none is made.
  public var contextBytes: Int
  /// The fields of a context that may be set, in bytes.
  public var contextFields: [Range<Int>]
  /// The maps.
  public var maps: [MapShape]

  /// The shape of a type's inputs, without maps.
  public init(packetBytes: ClosedRange<Int>?) {
    self.packetBytes = packetBytes
    wantsWholeHeaders = false
    hasMetadata = false
    contextBytes = 0
    contextFields = []
    maps = []
  }

  /// Where the frame begins in an input's packet: behind the metadata that the context says (`data` of `struct xdp_md`).
  public func frameStart(of input: ExploreInput) -> Int {
    guard hasMetadata, input.context.count >= 4, input.context[1] == 0, input.context[2] == 0, input.context[3] == 0
    else { return 0 }
    return Int(input.context[0])
  }

  /// A packet cut or filled up with zeros so that the kernel takes its length.
  public func fitted(_ packet: [UInt8]) -> [UInt8] {
    guard let packetBytes else { return [] }
    var packet = packet
    if packet.count > packetBytes.upperBound { packet.removeLast(packet.count - packetBytes.upperBound) }
    func fill(to count: Int) {
      if packet.count < count { packet += [UInt8](repeating: 0, count: count - packet.count) }
    }
    fill(to: packetBytes.lowerBound)
    guard wantsWholeHeaders, packet.count >= 14 else { return packet }
    switch (packet[12], packet[13]) {
    case (0x08, 0x00): fill(to: 34)
    case (0x86, 0xdd): fill(to: 54)
    default: break
    }
    return packet
  }
}
