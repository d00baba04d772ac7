import CKernel

/// Takes the time-stamp counter at each mark: what each part of a deed took.
final class DeedStamps: DeedMarks {
  private var stamps: [UInt64] = []

  init() { stamps.reserveCapacity(16) }

  func mark() { stamps.append(assay_time_stamp()) }

  /// What the parts took since this was asked last.
  func take() -> [Double] {
    defer { stamps.removeAll(keepingCapacity: true) }
    return zip(stamps, stamps.dropFirst()).map { Double($1 &- $0) }
  }
}
