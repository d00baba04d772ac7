/// What the verifier knows of eight bytes of stack.
public struct StackSlot: Codable, Hashable, Sendable {
  /// The slot's lowest byte, as an offset from the frame's top: -8, -16, ...
  public var offset: Int
  /// A letter for each byte that holds no spilled register, as the kernel prints them: `m` anything, `0` zero, `?` never
  /// written, `d` a dynptr, `i` an iterator, `f` irq flags, `r` a spilled register (before 5.9).
  public var bytes: String
  /// The register that is spilled here, whole or (behind `bytes`) in part.
  public var value: RegisterState?
  /// An iterator or dynptr as printed: `iter_num(ref_id=1,state=active,depth=0)`.
  public var object: String?

  /// A slot with nothing known of it.
  public init(offset: Int) {
    self.offset = offset
    bytes = ""
  }
}
