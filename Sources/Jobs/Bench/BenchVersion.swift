/// A version of an object that a `BenchJob` measures, and its subjects' cases as they are for it: bytes of maps and of
/// variables have the layout of its own types.
public struct BenchVersion: Sendable {
  /// How many attachments of a job it is.
  private static let parts = 3

  /// The object's bytes.
  public var object: [UInt8]
  /// The cases of the subjects that it can be measured in.
  public var cases: [TestCase]
  /// What the slices in the cases are of.
  public var values: [UInt8]

  /// A version.
  public init(object: [UInt8], cases: [TestCase], values: [UInt8]) {
    self.object = object
    self.cases = cases
    self.values = values
  }

  /// The versions that travelled as a job's attachments; nil where those are none.
  public static func unpacked(_ attachments: [[UInt8]]) -> (head: BenchVersion, base: BenchVersion?)? {
    guard let head = BenchVersion(attachments.prefix(parts)) else { return nil }
    guard attachments.count > parts else { return (head, nil) }
    guard let base = BenchVersion(attachments.dropFirst(parts)) else { return nil }
    return (head, base)
  }

  private init?(_ attachments: ArraySlice<[UInt8]>) {
    let parts = Array(attachments)
    guard parts.count == Self.parts, let cases = TestCase.unpacked(parts[1]) else { return nil }
    self.init(object: parts[0], cases: cases, values: parts[2])
  }

  /// As attachments of a job, with the cases of some subjects alone.
  public func packed(for subjects: Set<Int>) -> [[UInt8]] {
    let (cases, values) = TestCase.repacked(cases.filter { subjects.contains($0.number) }, values: values)
    return [object, TestCase.packed(cases), values]
  }
}
