/// Makes the C text of a `vmlinux.h`. A worker does it through libbpf; this room only decides when one is needed.
public protocol HeaderMaker: Sendable {
  /// The header for the raw BTF given, or for the running kernel when it is nil.
  func header(btf: [UInt8]?) async throws(ToolchainError) -> [UInt8]
}
