import BTF

/// The names of the kernel's own types, read when the first is asked for.
struct KernelTypes {
  private var isRead = false
  private var table: TypeTable?

  /// The name of a type; nil where the kernel has no BTF, or no such type.
  mutating func name(of id: UInt32) -> String? {
    if !isRead { table = try? TypeTable(region: ByteRegion(mapping: TypeTable.kernelPath)) }
    isRead = true
    return (try? table?.type(id))?.name
  }
}
