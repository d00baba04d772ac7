extension ChecksumScope {
  /// The checksum of a header in which it is 0, and of what follows. Without an IP header before it nothing stands for
  /// the addresses.
  func sum(_ header: ArraySlice<UInt8>, _ following: ArraySlice<UInt8>, _ addresses: PseudoHeader?) -> UInt128 {
    switch self {
    case .header: return UInt128(Checksum.internet(header))
    case .whole: return UInt128(Checksum.internet(header, following))
    case .crc32c: return UInt128(Checksum.crc32c([header, following].joined()))
    case .pseudo(let number, let zeroMeansNone):
      let pseudo = addresses?.bytes(protocol: number, count: header.count + following.count) ?? []
      let sum = Checksum.internet(pseudo[...], header, following)
      return zeroMeansNone && sum == 0 ? 0xffff : UInt128(sum)
    }
  }
}
