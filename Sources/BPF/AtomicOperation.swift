/// What an atomic instruction does with memory. The raw value is the immediate that selects it.
public enum AtomicOperation: Int32, Hashable, Sendable, CaseIterable {
  /// Memory changes; nothing is returned.
  case add = 0x00
  case or = 0x40
  case and = 0x50
  case xor = 0xa0
  /// The same, and the register receives the old value (cpu v3, since 5.12).
  case fetchAdd = 0x01
  case fetchOr = 0x41
  case fetchAnd = 0x51
  case fetchXor = 0xa1
  /// Swaps register and memory (since 5.12).
  case exchange = 0xe1
  /// Stores the register if memory equals R0; R0 receives the old value (since 5.12).
  case compareExchange = 0xf1
  /// Loads with acquire ordering (cpu v4, since 6.15).
  case loadAcquire = 0x100
  /// Stores with release ordering (cpu v4, since 6.15).
  case storeRelease = 0x110

  /// Whether bytes and half words are allowed too.
  var takesEverySize: Bool { self == .loadAcquire || self == .storeRelease }
}
