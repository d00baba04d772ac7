import BPFObject
import KernelFacts

/// A map that the kernel does not create because of what its declaration says.
public enum MapRefusedExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1903", title: "a map whose declaration the kernel refuses",
    why: """
      Each map type has rules of its own for keys, values, max_entries and flags, and the kernel answers EINVAL to a \
      declaration that breaks one, without saying which. libbpf creates every map of an object before it loads a program, \
      so one such map keeps all programs out, those too that never use it.
      """,
    fix: "correct the map's declaration: the sizes, max_entries or the flags are not what its type takes",
    causes: [
      "max_entries is missing or 0, because a loader sets it at run time.",
      "The key of an array is not a __u32, or a ring buffer has a key or a value.",
      "max_entries of a ring buffer is no power of 2 and multiple of the page: libbpf rounds it up, other loaders do not.",
      "LPM tries and local storage lack BPF_F_NO_PREALLOC, arrays and LRU hashes have it.",
      "The key or the value is sizeof() of the wrong thing.",
    ],
    repair: .init(
      before: """
        __uint(type, BPF_MAP_TYPE_ARRAY);
        __type(key, __u64);
        """,
      after: """
        __uint(type, BPF_MAP_TYPE_ARRAY);
        __type(key, __u32);
        """),
    seeAlso: ["A1904", "A1905", "A1907"],
    examples: [
      .init(
        "libbpf to 1.5", ["map 'wide': failed to create: Invalid argument(-22)"],
        summary: "the kernel does not create map wide: EINVAL"),
      .init(
        "libbpf 1.6 and later", ["map 'wide': failed to create: -EINVAL"],
        summary: "the kernel does not create map wide: EINVAL"),
      .init(
        "libbpf with a retry before it",
        [
          "Error in bpf_create_map_xattr(wide):Invalid argument(-22). Retrying without BTF.",
          "map 'wide': failed to create: Invalid argument(-22)",
        ], summary: "the kernel does not create map wide: EINVAL"),
      .init(
        "libbpf before 0.2", ["failed to create map (name: 'wide'): Invalid argument(-22)"],
        summary: "the kernel does not create map wide: EINVAL"),
      .init(
        "cilium/ebpf", ["field Count: program count: map wide: map create: invalid argument"],
        summary: "the kernel does not create map wide: EINVAL"),
      .init(
        "BCC", ["could not open bpf map: wide, error: Invalid argument"],
        summary: "the kernel does not create map wide: EINVAL"),
      .init(
        "libbpf, a struct_ops", ["map 'plain': failed to create: Operation not supported(-95)"],
        summary: "the kernel does not create map plain: EOPNOTSUPP"),
      .init(
        "7.2 and later, as the kernel words it", ["Invalid map_type."],
        summary: "the kernel does not create a map: it does not know the map's type"),
      .init(
        "7.2 and later, as the kernel words it", ["Invalid numa_node."],
        summary: "the kernel does not create a map: its NUMA node is not on this machine"),
      .init(
        "7.2 and later, as the kernel words it", ["Invalid map_extra."],
        summary: "the kernel does not create a map: map_extra is set, which its type does not take"),
      .init(
        "7.2 and later, as the kernel words it", ["Invalid map_name."],
        summary: "the kernel does not create a map: its name has other characters than letters, digits, _ and ."),
      .init(
        "7.2 and later, as the kernel words it", ["Invalid attr."],
        summary: "the kernel does not create a map: the request has fields that this kernel does not know"),
      .init(
        "7.2 and later, as the kernel words it", ["Invalid btf_fd."],
        summary: "the kernel does not create a map: the BTF given for it is not the kernel's to use"),
      .init(
        "7.2 and later, as the kernel words it", ["Invalid btf_value_type_id."],
        summary: "the kernel does not create a map: the BTF type of its values is missing"),
      .init(
        "7.2 and later, as the kernel words it", ["Invalid excl_prog_hash_size."],
        summary: "the kernel does not create a map: the hash of the one program that may use it has the wrong size"),
      .init(
        "7.2 and later, as the kernel words it",
        ["btf_vmlinux_value_type_id can only be used with struct_ops maps."],
        summary: "the kernel does not create a map: a kernel type as its value is for struct_ops maps"),
      .init(
        "7.2 and later, as the kernel words it",
        ["btf_vmlinux_value_type_id is mutually exclusive with btf_key_type_id and btf_value_type_id."],
        summary: "the kernel does not create a map: its value is given a type of the kernel and one of the object"),
    ])

  /// What kernels write to a map's log since 7.2 (kernel/bpf/syscall.c: `map_create_alloc`).
  private static let said: [(String, String)] = [
    ("Invalid map_type.", "it does not know the map's type"),
    ("Invalid numa_node.", "its NUMA node is not on this machine"),
    ("Invalid map_extra.", "map_extra is set, which its type does not take"),
    ("Invalid map_name.", "its name has other characters than letters, digits, _ and ."),
    ("Invalid attr.", "the request has fields that this kernel does not know"),
    ("Invalid btf_fd.", "the BTF given for it is not the kernel's to use"),
    ("Invalid btf_value_type_id.", "the BTF type of its values is missing"),
    ("Invalid excl_prog_hash_size.", "the hash of the one program that may use it has the wrong size"),
    ("btf_vmlinux_value_type_id can only be used", "a kernel type as its value is for struct_ops maps"),
    (
      "btf_vmlinux_value_type_id is mutually exclusive", "its value is given a type of the kernel and one of the object"
    ),
  ]

  /// A declaration that breaks a rule.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if let map = RefusedMap(rejection) {
      let (name, error) = (map.name, map.error)
      let fault = fault(of: name, rejection)
      // Pages of their own know these.
      if error?.name == "EPERM" || (fault == nil && (error?.name == "ENOMEM" || error?.name == "E2BIG")) { return nil }
      guard MapTypeMissingExplanation.missing(name, rejection) == nil,
        !MapOfMapsExplanation.isAboutTemplate(name, rejection)
      else { return nil }
      guard let fault else {
        var explained = explained("the kernel does not create map \(name)" + (error.map { ": \($0.name)" } ?? ""))
        if error?.name == "EOPNOTSUPP" || error?.name == "ENOTSUPP" {
          explained.advice =
            "leave out what this kernel does not support for such a map: its type, a flag, or what its values hold "
            + "(locks, timers, kernel pointers, struct_ops members)"
        }
        explained.primary = rejection.mapLine(name, "this map is refused")
        return explained
      }
      var explained = explained(
        "map \(name) cannot be created: \(fault.words)", advice: advice(for: fault, in: rejection, map: name))
      explained.primary = rejection.mapLine(name, fields: fields(of: fault.field), fault.words)
      if fault.field == .flags {
        explained.fixPlace = rejection.mapLine(name, "a map of type \(type(name, rejection))")
      }
      return explained
    }
    for message in rejection.messages {
      guard let (_, words) = said.first(where: { message.hasPrefix($0.0) }) else { continue }
      return explained("the kernel does not create a map: \(words)")
    }
    return nil
  }

  private static func type(_ map: String, _ rejection: Rejection) -> String {
    rejection.object?.map(named: map)?.type.name ?? "?"
  }

  /// The rule that the object's declaration of the map breaks.
  static func fault(of name: String, _ rejection: Rejection) -> MapFault? {
    guard let map = rejection.object?.map(named: name) else { return nil }
    return MapSettings(
      type: map.type, keySize: map.keySize, valueSize: map.valueSize, maxEntries: map.maxEntries, flags: map.flags
    ).fault()
  }

  /// The members of the declaration that may be to blame.
  private static func fields(of field: MapFault.Field) -> [String] {
    switch field {
    case .key: ["key", "key_size"]
    case .value: ["value", "value_size"]
    case .entries: ["max_entries"]
    case .flags: ["map_flags", "type"]
    }
  }

  private static func advice(for fault: MapFault, in rejection: Rejection, map: String) -> String? {
    guard let type = rejection.object?.map(named: map)?.type else { return nil }
    switch (fault.field, type) {
    case (.key, .lpmTrie): return "make the key a struct of a __u32 prefix length and the data that is compared"
    case (.key, .queue), (.key, .stack), (.key, .bloomFilter), (.key, .ringbuf), (.key, .userRingbuf), (.key, .arena):
      return "leave the key out of the map's declaration"
    case (.key, .hash), (.key, .lruHash), (.key, .percpuHash), (.key, .lruPercpuHash), (.key, .sockhash):
      return "make the key small: hash what is long, or keep it in the value"
    case (.key, _): return "declare the key as a __u32"
    case (.value, .ringbuf), (.value, .userRingbuf), (.value, .arena):
      return "leave the value out of the map's declaration"
    case (.value, .devmap), (.value, .devmapHash): return "declare the value as a __u32 or a struct bpf_devmap_val"
    case (.value, .cpumap): return "declare the value as a __u32 or a struct bpf_cpumap_val"
    case (.value, .stackTrace): return "declare the value as an array of __u64, one for each frame, 127 at most"
    case (.value, .percpuArray), (.value, .percpuHash), (.value, .lruPercpuHash):
      return "make the value smaller, or use a map that is not per-CPU"
    case (.value, .progArray), (.value, .perfEventArray), (.value, .cgroupArray), (.value, .xskmap):
      return "declare the value as a __u32"
    case (.value, _): return "declare the value with the size that the type takes"
    case (.entries, .ringbuf), (.entries, .userRingbuf):
      return "set max_entries to a power of 2 that is a multiple of the page size, such as 256 * 1024"
    case (.entries, _) where type.facts?.traits.contains(.localStorage) ?? false:
      return "leave max_entries out of the map's declaration"
    case (.entries, _): return "set max_entries in the map's declaration, or let the loader set it before the load"
    case (.flags, _) where fault.words.contains(" need "):
      let flag = fault.words.split(separator: " ").last ?? ""
      return "add __uint(map_flags, \(flag)) to the map's declaration"
    case (.flags, _): return "take the flag out of map_flags"
    }
  }
}
