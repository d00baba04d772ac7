import Findings
import Fixtures
import Reports

extension CaseDifference {
  /// Padding that a program copied without setting it: what stood on its stack, or in a value, leaves the kernel with it.
  init(_ leak: PaddingLeak, _ subject: Subject, span: SourceSpan?) {
    let digits = leak.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
    self.init(subject, path: leak.path, expected: "zeros in the padding behind it", actual: digits, span: span)
  }
}
