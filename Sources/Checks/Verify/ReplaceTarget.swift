import Jobs
import Project

/// The program that a freplace program replaces a function of.
struct ReplaceTarget: Sendable {
  /// The object that holds it.
  let bytes: [UInt8]
  /// Its name.
  let program: String

  /// Reads `OBJECT:PROGRAM`.
  init(_ text: String) throws(CheckError) {
    guard let colon = text.lastIndex(of: ":"), colon > text.startIndex, text.index(after: colon) < text.endIndex else {
      throw .usage("--replace-target '\(text)': write OBJECT:PROGRAM, such as main.bpf.o:xdp_main")
    }
    program = String(text[text.index(after: colon)...])
    do throws(FileError) {
      bytes = try LocalFile.read(String(text[..<colon]), limit: 512 << 20)
    } catch {
      throw .usage("--replace-target: \(error)")
    }
  }
}
