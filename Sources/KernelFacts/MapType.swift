/// A map's type: `enum bpf_map_type` of include/uapi/linux/bpf.h.
public struct MapType: RawRepresentable, Hashable, Sendable {
  /// The kernel's number.
  public var rawValue: UInt32

  /// A type by the kernel's number; any number is a value, known or not.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// A type by its kernel word, such as `ringbuf`; nil when there is none.
  public init?(name: some StringProtocol) {
    guard let facts = MapTypeFacts.all.first(where: { $0.name == name }) else { return nil }
    self = facts.type
  }

  /// The kernel word, such as `ringbuf`; `type 99` for a number that this table does not know.
  public var name: String { facts?.name ?? "type \(rawValue)" }

  /// What is known about the type; nil for a number that the table does not know.
  public var facts: MapTypeFacts? {
    rawValue < UInt32(MapTypeFacts.all.count) ? MapTypeFacts.all[Int(rawValue)] : nil
  }
}

extension MapType: CustomStringConvertible {
  /// The kernel word.
  public var description: String { name }
}

extension MapType {
  /// `BPF_MAP_TYPE_UNSPEC`.
  public static let unspec = Self(rawValue: 0)
  /// `BPF_MAP_TYPE_HASH`.
  public static let hash = Self(rawValue: 1)
  /// `BPF_MAP_TYPE_ARRAY`.
  public static let array = Self(rawValue: 2)
  /// `BPF_MAP_TYPE_PROG_ARRAY`.
  public static let progArray = Self(rawValue: 3)
  /// `BPF_MAP_TYPE_PERF_EVENT_ARRAY`.
  public static let perfEventArray = Self(rawValue: 4)
  /// `BPF_MAP_TYPE_PERCPU_HASH`.
  public static let percpuHash = Self(rawValue: 5)
  /// `BPF_MAP_TYPE_PERCPU_ARRAY`.
  public static let percpuArray = Self(rawValue: 6)
  /// `BPF_MAP_TYPE_STACK_TRACE`.
  public static let stackTrace = Self(rawValue: 7)
  /// `BPF_MAP_TYPE_CGROUP_ARRAY`.
  public static let cgroupArray = Self(rawValue: 8)
  /// `BPF_MAP_TYPE_LRU_HASH`.
  public static let lruHash = Self(rawValue: 9)
  /// `BPF_MAP_TYPE_LRU_PERCPU_HASH`.
  public static let lruPercpuHash = Self(rawValue: 10)
  /// `BPF_MAP_TYPE_LPM_TRIE`.
  public static let lpmTrie = Self(rawValue: 11)
  /// `BPF_MAP_TYPE_ARRAY_OF_MAPS`.
  public static let arrayOfMaps = Self(rawValue: 12)
  /// `BPF_MAP_TYPE_HASH_OF_MAPS`.
  public static let hashOfMaps = Self(rawValue: 13)
  /// `BPF_MAP_TYPE_DEVMAP`.
  public static let devmap = Self(rawValue: 14)
  /// `BPF_MAP_TYPE_SOCKMAP`.
  public static let sockmap = Self(rawValue: 15)
  /// `BPF_MAP_TYPE_CPUMAP`.
  public static let cpumap = Self(rawValue: 16)
  /// `BPF_MAP_TYPE_XSKMAP`.
  public static let xskmap = Self(rawValue: 17)
  /// `BPF_MAP_TYPE_SOCKHASH`.
  public static let sockhash = Self(rawValue: 18)
  /// `BPF_MAP_TYPE_CGROUP_STORAGE`.
  public static let cgroupStorage = Self(rawValue: 19)
  /// `BPF_MAP_TYPE_REUSEPORT_SOCKARRAY`.
  public static let reuseportSockarray = Self(rawValue: 20)
  /// `BPF_MAP_TYPE_PERCPU_CGROUP_STORAGE`.
  public static let percpuCgroupStorage = Self(rawValue: 21)
  /// `BPF_MAP_TYPE_QUEUE`.
  public static let queue = Self(rawValue: 22)
  /// `BPF_MAP_TYPE_STACK`.
  public static let stack = Self(rawValue: 23)
  /// `BPF_MAP_TYPE_SK_STORAGE`.
  public static let skStorage = Self(rawValue: 24)
  /// `BPF_MAP_TYPE_DEVMAP_HASH`.
  public static let devmapHash = Self(rawValue: 25)
  /// `BPF_MAP_TYPE_STRUCT_OPS`.
  public static let structOps = Self(rawValue: 26)
  /// `BPF_MAP_TYPE_RINGBUF`.
  public static let ringbuf = Self(rawValue: 27)
  /// `BPF_MAP_TYPE_INODE_STORAGE`.
  public static let inodeStorage = Self(rawValue: 28)
  /// `BPF_MAP_TYPE_TASK_STORAGE`.
  public static let taskStorage = Self(rawValue: 29)
  /// `BPF_MAP_TYPE_BLOOM_FILTER`.
  public static let bloomFilter = Self(rawValue: 30)
  /// `BPF_MAP_TYPE_USER_RINGBUF`.
  public static let userRingbuf = Self(rawValue: 31)
  /// `BPF_MAP_TYPE_CGRP_STORAGE`.
  public static let cgrpStorage = Self(rawValue: 32)
  /// `BPF_MAP_TYPE_ARENA`.
  public static let arena = Self(rawValue: 33)
  /// `BPF_MAP_TYPE_INSN_ARRAY`.
  public static let insnArray = Self(rawValue: 34)
  /// `BPF_MAP_TYPE_RHASH`.
  public static let rhash = Self(rawValue: 35)
}
