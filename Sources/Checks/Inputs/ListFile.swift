import Foundation
import Project

/// Lists given as `@FILE`: an entry a line, empty lines and `#` comments left out.
public enum ListFile {
  /// The texts with every `@FILE` replaced by the lines of that file.
  public static func expand(_ texts: [String]) throws(CheckError) -> [String] {
    var expanded: [String] = []
    for text in texts {
      if text.hasPrefix("@") {
        expanded += try lines(of: String(text.dropFirst())).map(\.text)
      } else {
        expanded.append(text)
      }
    }
    return expanded
  }

  /// The whole text of a list.
  static func text(of path: String) throws(CheckError) -> String {
    do throws(FileError) {
      return String(decoding: try LocalFile.read(path, limit: largest), as: UTF8.self)
    } catch {
      throw .usage("cannot read the list \(path): \(error.reason)")
    }
  }

  /// The most bytes that a list may have.
  private static let largest = 64 << 20

  /// The entries of a list, with their line numbers from 1.
  static func lines(of path: String) throws(CheckError) -> [(number: Int, text: String)] {
    try text(of: path).split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
      let entry = line.trimmingCharacters(in: .whitespaces)
      return entry.isEmpty || entry.hasPrefix("#") ? nil : (index + 1, entry)
    }
  }
}
