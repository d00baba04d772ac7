import BPFObject
import Glibc
import Jobs

/// An object's bytes, and the one change that must be made to them before libbpf opens them at all.
final class ObjectSource {
  private let name: String
  private var bytes: [UInt8]
  /// The section of legacy maps that was rewritten, if one was.
  private(set) var fixup: Fixup?
  private var problem: ObjectError?

  init(bytes: [UInt8], name: String) {
    self.bytes = bytes
    self.name = name
  }

  /// Opens the object. Nil when libbpf refuses it; then `refusal` says why.
  func open(_ lines: inout [String], _ code: inout Int32) -> ObjectHandle? {
    if let opened = ObjectHandle.opening(bytes, name: name, lines: &lines, code: &code) { return opened }
    // Only such an object is read here: to libbpf the sections of all others are plain already.
    guard fixup == nil, lines.contains(where: RefusalReason.isLegacyMaps) else { return nil }
    do throws(ObjectError) {
      guard let rewritten = try ObjectFile(bytes: bytes, name: name).withDeclaredMaps() else { return nil }
      bytes = rewritten
      fixup = .legacyMaps(section: "maps")
    } catch {
      problem = error
      return nil
    }
    lines = []
    return ObjectHandle.opening(bytes, name: name, lines: &lines, code: &code)
  }

  /// Why it was not opened.
  func refusal(_ lines: [String], _ code: Int32) -> Refusal {
    if bytes.isEmpty { return .loader("the file is empty") }
    var refusal = RefusalReason(code: code, lines: lines).refusal
    if let problem { refusal.reason.summary += "; they cannot be rewritten: \(problem)" }
    return refusal
  }
}
