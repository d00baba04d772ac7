public import BPFObject
import BTF
public import KernelFacts

/// Contexts as text.
public enum ContextText {
  /// The fields that are not zero, in one line for people: `{mark: 7, cb: [1, 2, 0, 0, 0]}`.
  public static func text(
    _ bytes: [UInt8], type: ProgramType, program: Program?, object: ObjectFile
  ) -> String {
    tree(bytes, type, program, object).map { ValueText.line($0) } ?? ValueText.line(.hex(bytes))
  }

  /// The fields that are not zero, in one line of YAML that `ContextFixture` and `ContextExpectation` take.
  public static func yaml(
    _ bytes: [UInt8], type: ProgramType, program: Program?, object: ObjectFile
  ) -> String {
    tree(bytes, type, program, object).map { ValueYAML.flow($0) } ?? ValueYAML.flow(.hex(bytes))
  }

  private static func tree(
    _ bytes: [UInt8], _ type: ProgramType, _ program: Program?, _ object: ObjectFile
  ) -> ValueTree? {
    guard let form = ContextForm.known(type, program, object),
      let size = try? ValueSize.of(form.id, in: form.types)
    else { return nil }
    let whole = bytes + [UInt8](repeating: 0, count: max(0, size - bytes.count))
    return ValueReader.tree(whole, form.id, form.types).withoutZeros
  }
}

extension ValueTree {
  /// The fields that say something.
  fileprivate var withoutZeros: ValueTree {
    guard case .fields(let fields) = self else { return self }
    return .fields(fields.filter { !$0.value.isZero })
  }

  private var isZero: Bool {
    switch self {
    case .scalar(let word): ["0", "0x0", "be 0", "0.0.0.0", "false"].contains(word)
    case .text(let text): text.isEmpty
    case .hex(let bytes): bytes.allSatisfy { $0 == 0 }
    case .list(let elements): elements.allSatisfy(\.isZero)
    case .fields(let fields): fields.allSatisfy(\.value.isZero)
    }
  }
}
