/// Which build this is. Both executables carry it, and compare it before anything else is said.
public enum BuildIdentity {
  /// Assay's version.
  public static let version = "0.1.0"

  /// The version and a digest of the sources that say what travels: equal in two executables exactly when they were
  /// built from the same shapes of jobs and replies. The same on every machine and at any time.
  public static var current: String { "\(version)+\(contents)" }
}
