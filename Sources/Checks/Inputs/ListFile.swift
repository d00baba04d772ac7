import Foundation

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

  /// The entries of a list, with their line numbers from 1.
  static func lines(of path: String) throws(CheckError) -> [(number: Int, text: String)] {
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw .usage("cannot read the list \(path): \(error.localizedDescription)")
    }
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
      let entry = line.trimmingCharacters(in: .whitespaces)
      return entry.isEmpty || entry.hasPrefix("#") ? nil : (index + 1, entry)
    }
  }
}
