public import Findings
public import Placed

/// What is known of a case before it is put together.
public struct TestCaseHead: Hashable, Sendable {
  /// What it shows. No two cases of a file have the same name.
  public var name: String
  /// Where the name is written.
  public var span: SourceSpan
  /// Where the row of the table is written that the case is made from; nil when it is from none.
  public var row: SourceSpan?
  /// Kernels that it runs on, instead of the file's; empty for those.
  public var kernels: [Located<String>]
  /// Programs that are attached, by function.
  public var attach: [String]
  /// Whether what it is given depends on the kernel's types: arguments by their names, objects.
  public var needsKernelTypes: Bool
  /// Whether what comes out is compared with what is stored.
  public var isSnapshot: Bool

  /// What a case says of itself.
  public init(_ form: TestCaseForm) {
    name = form.name
    span = form.span
    row = form.row
    kernels = form.kernels
    attach = form.attach.map(\.value)
    needsKernelTypes =
      form.mock != nil
      || form.steps.contains { step in
        if case .mapping? = step.arguments?.content { true } else { step.objects != nil }
      }
    isSnapshot = form.isSnapshot
  }

  /// Whether it runs on a kernel that is asked for by this name.
  public func isFor(_ kernel: String) -> Bool { kernels.isEmpty || kernels.contains { $0.value == kernel } }
}
