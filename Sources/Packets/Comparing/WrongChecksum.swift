/// A checksum in a packet that is not what it should be.
struct WrongChecksum {
  /// Where it stands.
  let place: FieldPlace
  /// What it is.
  let actual: UInt128
  /// What it should be.
  let right: UInt128

  /// Checks the checksum of a packet's layer; nil when it is right, and where that cannot be known: of fragments, and of
  /// packets that are cut off.
  init?(_ index: Int, of layers: [DecodedLayer], _ bytes: [UInt8]) {
    let layer = layers[index]
    guard let field = layer.form.checksum, case .checksum(let scope) = field.filling,
      let place = layer.place(field.name)
    else { return nil }
    let end: Int
    if case .header = scope {
      guard layer.hasItsLength(bytes) else { return nil }
      end = layer.headerEnd
    } else {
      guard layers[...index].allSatisfy({ $0.isWhole && !$0.isFragment(bytes) }) else { return nil }
      end = layer.end
    }
    let addresses = Self.addresses(layers[..<index], bytes)
    if case .pseudo(_, let zeroMeansNone) = scope {
      guard let addresses else { return nil }
      let isTunnel = layers.indices.contains(index + 1) && ["vxlan", "geneve"].contains(layers[index + 1].form.name)
      let isNone = BitField.read(bytes, at: place.bit, width: place.width) == 0
      // Over IPv6 a UDP checksum may be left out for tunnels only (RFC 6935).
      if zeroMeansNone, isNone, addresses.source.count == 4 || isTunnel { return nil }
    }
    var blank = Array(bytes[layer.start..<end])
    BitField.write(0, &blank, at: place.bit - layer.start * 8, width: place.width)
    self.place = place
    actual = BitField.read(bytes, at: place.bit, width: place.width)
    right = scope.sum(blank[...], [], addresses)
    if actual == right { return nil }
  }

  private static func addresses(_ layers: ArraySlice<DecodedLayer>, _ bytes: [UInt8]) -> PseudoHeader? {
    PacketBuilder.addresses(layers.map { $0.draft(bytes) }, before: layers.count)
  }
}
