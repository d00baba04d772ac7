import KernelFacts
import Testing

@Suite struct MapSettingsTests {
  private static func fault(
    _ type: MapType, key: UInt32 = 4, value: UInt32 = 8, entries: UInt32 = 16, flags: UInt32 = 0
  ) -> MapFault? {
    MapSettings(type: type, keySize: key, valueSize: value, maxEntries: entries, flags: flags).fault()
  }

  @Test func `What a type takes is no fault`() {
    #expect(Self.fault(.hash, key: 600) == nil)
    #expect(Self.fault(.array) == nil)
    #expect(Self.fault(.array, flags: 1 << 10) == nil)
    #expect(Self.fault(.percpuArray, value: 32768) == nil)
    #expect(Self.fault(.lpmTrie, key: 8, flags: 1) == nil)
    #expect(Self.fault(.ringbuf, key: 0, value: 0, entries: 8192) == nil)
    #expect(Self.fault(.queue, key: 0) == nil)
    #expect(Self.fault(.progArray, value: 4) == nil)
    #expect(Self.fault(.perfEventArray, value: 4, entries: 0) == nil)
    #expect(Self.fault(.taskStorage, entries: 0, flags: 1) == nil)
    #expect(Self.fault(.cgroupStorage, key: 12, entries: 0) == nil)
    #expect(Self.fault(.stackTrace, value: 1016) == nil)
    #expect(Self.fault(.arena, key: 0, value: 0, flags: 1 << 10) == nil)
  }

  @Test(arguments: [
    (fault(.array, key: 8), MapFault.Field.key, "keys of array maps have 4 bytes, not 8"),
    (fault(.queue), .key, "queue maps have no keys"),
    (fault(.sockhash, key: 600), .key, "keys of sockhash maps have at most 512 bytes, not 600"),
    (
      fault(.lpmTrie, flags: 1), .key,
      "keys of lpm_trie maps are a __u32 prefix length and 1 to 256 bytes of data, not 4 bytes"
    ),
    (fault(.hash, value: 0), .value, "hash maps need a value"),
    (fault(.percpuHash, value: 40000), .value, "values of percpu_hash maps have at most 32768 bytes, not 40000"),
    (fault(.progArray), .value, "values of prog_array maps have 4 bytes, not 8"),
    (fault(.ringbuf, key: 0, value: 8, entries: 4096), .value, "ringbuf maps have no keys and no values"),
    (
      fault(.ringbuf, key: 0, value: 0, entries: 1000), .entries,
      "max_entries of ringbuf maps is a size in bytes, a power of 2 and a multiple of 4096, not 1000"
    ),
    (fault(.hash, entries: 0), .entries, "hash maps need a max_entries above 0"),
    (fault(.skStorage, flags: 1), .entries, "max_entries of sk_storage maps is 0, not 16"),
    (fault(.skStorage, entries: 0), .flags, "sk_storage maps need the flag BPF_F_NO_PREALLOC"),
    (fault(.lpmTrie, key: 8), .flags, "lpm_trie maps need the flag BPF_F_NO_PREALLOC"),
    (fault(.array, flags: 1), .flags, "array maps do not take the flag BPF_F_NO_PREALLOC"),
    (fault(.hash, flags: 2), .flags, "BPF_F_NO_COMMON_LRU is for LRU maps"),
  ])
  func `The first rule that is broken is named with its field`(fault: MapFault?, field: MapFault.Field, words: String) {
    #expect(fault?.field == field)
    #expect(fault?.words == words)
  }
}
