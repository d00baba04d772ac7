import ArgumentParser
import Reports

extension ByteCount {
  /// Reads the value of an option.
  init(option text: String) throws {
    guard let count = ByteCount(parsing: text) else {
      throw ValidationError("'\(text)' is no number of bytes: write 4096, 512M or 2G")
    }
    self = count
  }
}
