/// The `map_flags` that are decided on here (`include/uapi/linux/bpf.h`).
enum MapFlag {
  /// `BPF_F_NO_PREALLOC`.
  static let noPreallocation: UInt32 = 1 << 0
  /// `BPF_F_NO_COMMON_LRU`.
  static let noCommonLRU: UInt32 = 1 << 1
  /// `BPF_F_RDONLY_PROG`.
  static let readOnlyForPrograms: UInt32 = 1 << 7
  /// `BPF_F_MMAPABLE`.
  static let mappable: UInt32 = 1 << 10
}
