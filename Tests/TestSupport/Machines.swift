import Foundation

/// The kernels that tests boot. `ci/test` fetches them.
public enum Machines {
  /// Where they are kept: `ASSAY_MACHINES`, or below the build directory.
  public static let directory =
    ProcessInfo.processInfo.environment["ASSAY_MACHINES"] ?? Repository.path(".build/machines").path

  /// The kernels that the corpus is judged on, beside the host's.
  public static let versions = ["5.10", "6.1", "6.12", "7.3"]
}
