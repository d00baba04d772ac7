import Findings
import Fixtures
import Jobs
import Reports

extension CaseDifference {
  /// Padding that a program copied without setting it: what stood on its stack, in a record or in a value, leaves the
  /// kernel with it.
  init(_ leak: PaddingLeak, _ subject: Subject, span: SourceSpan?) {
    let digits = leak.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
    let isPoison = leak.bytes.allSatisfy { $0 == TestInput.poison }
    self.init(
      subject, path: leak.path, expected: "zeros in the padding behind it",
      actual: isPoison ? "bytes that were never written: \(digits)" : digits, span: span)
  }
}
