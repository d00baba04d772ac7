/// All that was seen of a command.
public struct Captured: Hashable, Sendable {
  /// The most bytes of global data that are kept of a map, and put into an object.
  public static let mostData: UInt32 = 64 << 20

  /// The programs, in the order of their loads.
  public var programs: [CapturedProgram] = []
  /// The maps.
  public var maps: [BundleMap] = []
  /// The bytes of maps that hold global variables, by the map's place.
  public var contents: [Int: [UInt8]] = [:]
  /// What the manifest says of type information.
  public private(set) var typeRecords: [BundleTypes] = []
  /// The bytes of each type information.
  public private(set) var typeBytes: [[UInt8]] = []
  /// What was seen and cannot be in a bundle.
  public var notes: [String] = []

  /// Nothing seen yet.
  public init() {}

  /// Adds type information; gives its place.
  public mutating func addTypes(_ bytes: [UInt8], error: BundleError? = nil) -> Int {
    if let place = typeBytes.firstIndex(of: bytes), typeRecords[place].error == error { return place }
    typeRecords.append(BundleTypes(bytes: bytes.count, error: error))
    typeBytes.append(bytes)
    return typeBytes.count - 1
  }
}
