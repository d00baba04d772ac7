public import BPFObject
import Analysis

/// What `assay show` says of an object: the JSON form is this value, the text form is drawn from it.
public struct ShownObject: Encodable, Sendable {
  /// The form's version.
  public let version = 1
  /// The object's name.
  public let name: String
  /// Its licence; nil when it has none.
  public let license: String?
  /// The number in its `version` section.
  public let kernelVersion: UInt32?
  /// Its programs.
  public let programs: [ShownProgram]
  /// Its maps.
  public let maps: [ShownMap]
  /// What the kernel or the loader provides.
  public let externs: [ShownExtern]
  /// What is wrong with parts of it.
  public let warnings: [String]

  /// An object as shown; with the instructions of the programs named, or of none.
  public init(_ object: ObjectFile, listing: Set<String> = []) {
    name = object.name
    license = object.license
    kernelVersion = object.version
    programs = object.programs.map {
      ShownProgram($0, in: object, structure: ProgramStructure($0), lists: listing.contains($0.name))
    }
    maps = object.maps.map { ShownMap($0) }
    externs = object.externs.map { ShownExtern($0) }
    warnings = object.warnings.map(\.description)
  }
}
