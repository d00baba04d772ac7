/// Why a command cannot be captured.
public enum CaptureRefusal: Error, Hashable, Sendable {
  /// It could not be started: the errno of its start.
  case notStarted(Int32)
  /// It would be traced already, by what traces Assay.
  case traced
  /// The kernel refused to trace or to filter: an errno.
  case kernel(Int32)
}
