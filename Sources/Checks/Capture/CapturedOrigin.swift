import BPFObject
import BTF
import Bundles
import Jobs

/// What an object that was made of a captured program says of itself.
enum CapturedOrigin {
  /// The kernel that it was loaded into; nil for an object that a compiler made.
  static func kernel(of object: ObjectFile) -> String? {
    guard let section = object.section(named: ProgramObject.originSection) else { return nil }
    return String(decoding: object.bytes(of: section).array.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// What is to be said of code that a kernel has translated.
  static let translated =
    "this is the code that the kernel runs, translated from what was loaded: it cannot be loaded again"

  /// What commands say that would have to load it.
  static let refusal = Reason(
    "it is code that a kernel translated, read out of it: no kernel takes it again",
    advice:
      "show and lint take it, and bench measures it while it is loaded; assay capture -- LOADER keeps what is loaded.")

  /// What `--needs` says of it.
  static let needless = Reason(
    "it is code that a kernel translated: what the program needed to be loaded is not in it any more")

  /// Whether a kernel has translated an object's code.
  static func isTranslated(_ object: ObjectFile) -> Bool {
    object.section(named: TranslatedNames.section) != nil
  }

  /// What a reader of a verdict on it has to know.
  static func note(of object: ObjectFile) -> String? {
    if isTranslated(object) { return translated }
    return kernel(of: object).map {
      "captured on \($0), where its CO-RE was resolved: for another kernel the loader has to run there"
    }
  }
}
