/// BTF that cannot be read, with the place where reading stopped.
public struct BTFError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The section that holds the bytes: `.BTF` or `.BTF.ext`.
  public var section: String
  /// The offset in bytes from the section's start.
  public var offset: Int
  /// What is wrong there.
  public var message: String

  /// An error at a place.
  public init(section: String, offset: Int, message: String) {
    self.section = section
    self.offset = offset
    self.message = message
  }

  /// Section, offset and message in one line.
  public var description: String { "\(section)+0x\(String(offset, radix: 16)): \(message)" }
}
