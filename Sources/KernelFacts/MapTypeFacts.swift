/// What is known about one map type.
public struct MapTypeFacts: Hashable, Sendable {
  /// What sets a map type apart when an object is read or loaded.
  public enum Trait: String, Sendable {
    /// A value for each CPU: memory is `max_entries` x values x CPUs.
    case perCPU = "percpu"
    /// Its values are maps; an inner map serves as template.
    case holdsMaps = "inner"
    /// Storage beside a kernel object: `max_entries` is 0, or the load is refused.
    case localStorage = "storage"
    /// `max_entries` is a size in bytes: a power of 2 and a multiple of the page size; keys and values have none.
    case ringBuffer = "ring"
  }

  /// The type.
  public var type: MapType
  /// The kernel word.
  public var name: String
  /// The first kernel that has it; nil for `unspec`.
  public var since: KernelVersion?
  /// Its traits.
  public var traits: Set<Trait>
  /// The first libbpf that can create it from an object; 1.0 stands for "1.0 or before".
  public var libbpfSince: LibbpfVersion

  /// All types, in the kernel's order: the row of type N stands at index N.
  public static let all: [MapTypeFacts] = FactTable.rows(table, columns: 5) { fields in
    guard let number = UInt32(fields[0]), let libbpf = LibbpfVersion(fields[4]) else { return nil }
    return MapTypeFacts(
      type: MapType(rawValue: number), name: String(fields[1]), since: KernelVersion(fields[2]),
      traits: Set(fields[3].split(separator: ",").compactMap { Trait(rawValue: String($0)) }), libbpfSince: libbpf)
  }

  /// number, name, since, traits, libbpf. Source: include/uapi/linux/bpf.h by release; names as libbpf spells them.
  static let table: StaticString = """
    0	unspec	-	-	1.0
    1	hash	3.19	-	1.0
    2	array	3.19	-	1.0
    3	prog_array	4.2	-	1.0
    4	perf_event_array	4.3	-	1.0
    5	percpu_hash	4.6	percpu	1.0
    6	percpu_array	4.6	percpu	1.0
    7	stack_trace	4.6	-	1.0
    8	cgroup_array	4.8	-	1.0
    9	lru_hash	4.10	-	1.0
    10	lru_percpu_hash	4.10	percpu	1.0
    11	lpm_trie	4.11	-	1.0
    12	array_of_maps	4.12	inner	1.0
    13	hash_of_maps	4.12	inner	1.0
    14	devmap	4.14	-	1.0
    15	sockmap	4.14	-	1.0
    16	cpumap	4.15	-	1.0
    17	xskmap	4.18	-	1.0
    18	sockhash	4.18	-	1.0
    19	cgroup_storage	4.19	storage	1.0
    20	reuseport_sockarray	4.19	-	1.0
    21	percpu_cgroup_storage	4.20	percpu,storage	1.0
    22	queue	4.20	-	1.0
    23	stack	4.20	-	1.0
    24	sk_storage	5.2	storage	1.0
    25	devmap_hash	5.4	-	1.0
    26	struct_ops	5.6	-	1.0
    27	ringbuf	5.8	ring	1.0
    28	inode_storage	5.10	storage	1.0
    29	task_storage	5.11	storage	1.0
    30	bloom_filter	5.16	-	1.0
    31	user_ringbuf	6.1	ring	1.0
    32	cgrp_storage	6.2	storage	1.0
    33	arena	6.9	-	1.4
    34	insn_array	6.19	-	1.7
    35	rhash	7.3	-	1.0
    """
}
