import BPFObject
import BTF
import Bundles

/// What an object that was made of a captured program says of itself.
enum CapturedOrigin {
  /// The kernel that it was loaded into; nil for an object that a compiler made.
  static func kernel(of object: ObjectFile) -> String? {
    guard let section = object.section(named: ProgramObject.originSection) else { return nil }
    return String(decoding: object.bytes(of: section).array.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// What a reader of a verdict on it has to know.
  static func note(of object: ObjectFile) -> String? {
    kernel(of: object).map {
      "captured on \($0), where its CO-RE was resolved: for another kernel the loader has to run there"
    }
  }
}
