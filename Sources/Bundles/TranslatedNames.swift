public import BPFObject
import BTF

/// What instructions of translated code refer to in the kernel, as a section of the object has it: `SLOT<tab>NAME`, a line each.
/// The slots are those of the code as the kernel gave it.
public enum TranslatedNames {
  /// The section by which an object says that its code was translated by a kernel.
  public static let section = ".assay.translated"

  /// The section's bytes.
  static func bytes(_ names: [Int: String]) -> [UInt8] {
    let lines = names.sorted { $0.key < $1.key }.map { "\($0.key)\t\($0.value)\n" }
    // A section of no bytes would not be kept.
    return lines.isEmpty ? [UInt8(ascii: "\n")] : lines.flatMap { Array($0.utf8) }
  }

  /// The names that an object has; nil for one whose code no kernel has translated.
  public static func of(_ object: ObjectFile) -> [Int: String]? {
    guard let section = object.section(named: section) else { return nil }
    let text = String(decoding: object.bytes(of: section).array, as: UTF8.self)
    return text.split(separator: "\n").reduce(into: [:]) { names, line in
      let fields = line.split(separator: "\t", maxSplits: 1)
      if fields.count == 2, let slot = Int(fields[0]) { names[slot] = String(fields[1]) }
    }
  }
}
