import CLibbpf

/// The libbpf that this program is linked with.
public enum LinkedLibbpf {
  /// Its version, such as `1.4`.
  public static var version: String { "\(libbpf_major_version()).\(libbpf_minor_version())" }
}
