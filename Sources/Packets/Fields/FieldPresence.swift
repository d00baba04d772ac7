/// When a field is there.
enum FieldPresence: Sendable {
  /// In every header.
  case always
  /// Where another field of the header is not 0: it then stands behind the fixed part and those before it.
  case flag(String)
  /// Where another field of the header has one of some values.
  case when(String, Set<UInt128>)
  /// Where another field of the header has none of some values.
  case unless(String, Set<UInt128>)
}
