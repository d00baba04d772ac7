import BPFObject

/// Presets from the command line: `NAME=VALUE`, or `@FILE` with one a line.
enum PresetList {
  static func read(_ texts: [String]) throws(CheckError) -> [Preset] {
    var presets: [Preset] = []
    for text in texts {
      let contents = text.hasPrefix("@") ? try ListFile.text(of: String(text.dropFirst())) : nil
      do throws(PresetError) {
        if let contents { presets += try Preset.list(contents) } else { presets.append(try Preset(text)) }
      } catch {
        throw .usage("--set \(text): \(error)")
      }
    }
    return presets
  }
}
