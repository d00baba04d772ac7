/// How a header says what follows it.
enum NextLayer: Sendable {
  /// It does not: what follows is payload.
  case nothing
  /// Always the same layer.
  case layer(String)
  /// By the number in a field, with the names of layers; those in `except` do not follow it. Nothing is known where the
  /// field `unless` is not 0: the packet is a later fragment.
  case field(String, ValueNames, except: Set<String> = [], unless: String? = nil)
  /// By a port of either side.
  case ports(ValueNames)
  /// A field's values under which a copy of another packet follows, which starts with this layer.
  case quote(String, Set<UInt128>, String)
  /// Another label where the field is 0; else an IP packet by its version.
  case labels(String)
}
