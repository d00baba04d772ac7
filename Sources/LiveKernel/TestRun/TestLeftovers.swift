import Glibc

/// What test cases leave that were killed in the middle: cgroups and directories are nobody's then.
public enum TestLeftovers {
  /// Takes away what a process left that has ended.
  public static func remove(of process: Int32) {
    OwnCgroup.sweep()
    DeedDoer.sweep(after: process)
  }
}
