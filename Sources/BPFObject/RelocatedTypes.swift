public import BTF

/// What an object asks of a kernel's types, read without the rest of the object.
public struct RelocatedTypes: Sendable {
  /// The object's own types.
  public let types: TypeTable
  /// The CO-RE relocations of all its sections; at least one.
  public let relocations: [CORERelocation]

  /// Nil when there is nothing to relocate, or what there is cannot be read.
  public init?(of object: [UInt8]) {
    guard let image = try? ELFImage(ByteRegion(object)), let extended = image.section(named: ".BTF.ext"),
      ExtendedInfo.mayRelocate(image.region[extended.range]), let section = image.section(named: ".BTF"),
      let types = try? TypeTable(region: image.region[section.range]),
      let relocations = try? ExtendedInfo.relocations(in: image.region[extended.range], types: types)
    else { return nil }
    guard !relocations.isEmpty else { return nil }
    self.types = types
    self.relocations = relocations
  }
}
