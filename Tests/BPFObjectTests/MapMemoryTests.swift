import BPFObject
import KernelFacts
import Testing

@Suite struct MapMemoryTests {
  /// type, key size, value size, entries, flags, and the `memlock` that a 6.18 kernel with 2 possible CPUs and pages of
  /// 4,096 bytes reports in `/proc/self/fdinfo` for a map just created with them.
  static let measured: StaticString = """
    array	4	1	1	0	320
    array	4	4	1	0	320
    array	4	100	1	0	416
    percpu_array	4	1	1	0	336
    percpu_array	4	4	1	0	336
    percpu_array	4	100	1	0	528
    array	4	4	1	1024	8192
    array	4	100	1	1024	8192
    hash	4	8	1	0	1120
    hash	13	100	1	0	1432
    percpu_hash	4	8	1	0	992
    percpu_hash	13	100	1	0	1192
    lru_hash	4	8	1	0	976
    lru_hash	13	100	1	0	1080
    lru_percpu_hash	4	8	1	0	992
    lru_percpu_hash	13	100	1	0	1192
    hash	4	8	1	1	912
    percpu_hash	4	8	1	1	912
    hash	13	100	1	1	912
    percpu_hash	13	100	1	1	912
    lru_hash	4	8	1	2	1056
    prog_array	4	4	1	0	320
    perf_event_array	4	4	1	0	320
    cgroup_array	4	4	1	0	320
    devmap	4	4	1	0	352
    sockmap	4	4	1	0	384
    cpumap	4	4	1	0	312
    xskmap	4	4	1	0	312
    reuseport_sockarray	4	8	1	0	304
    sockhash	16	4	1	0	400
    devmap_hash	4	4	1	0	352
    queue	0	100	1	0	512
    stack	0	4	1	0	320
    stack_trace	4	1016	1	0	1360
    bloom_filter	0	8	1	0	320
    array	4	1	100	0	1112
    array	4	4	100	0	1112
    array	4	100	100	0	10712
    percpu_array	4	1	100	0	2712
    percpu_array	4	4	100	0	2712
    percpu_array	4	100	100	0	21912
    array	4	4	100	1024	8192
    array	4	100	100	1024	16384
    hash	4	8	100	0	9488
    hash	13	100	100	0	20096
    percpu_hash	4	8	100	0	10944
    percpu_hash	13	100	100	0	30944
    lru_hash	4	8	100	0	9344
    lru_hash	13	100	100	0	19744
    lru_percpu_hash	4	8	100	0	10944
    lru_percpu_hash	13	100	100	0	30944
    hash	4	8	100	1	2944
    percpu_hash	4	8	100	1	2944
    hash	13	100	100	1	2944
    percpu_hash	13	100	100	1	2944
    lru_hash	4	8	100	2	9344
    prog_array	4	4	100	0	1112
    perf_event_array	4	4	100	0	1112
    cgroup_array	4	4	100	0	1112
    devmap	4	4	100	0	1144
    sockmap	4	4	100	0	1176
    cpumap	4	4	100	0	1104
    xskmap	4	4	100	0	1104
    reuseport_sockarray	4	8	100	0	1096
    sockhash	16	4	100	0	2432
    devmap_hash	4	4	100	0	1368
    queue	0	100	100	0	10412
    stack	0	4	100	0	716
    stack_trace	4	1016	100	0	104544
    bloom_filter	0	8	100	0	440
    array	4	1	1000	0	8312
    array	4	4	1000	0	8312
    array	4	100	1000	0	104312
    percpu_array	4	1	1000	0	24312
    percpu_array	4	4	1000	0	24312
    percpu_array	4	100	1000	0	216312
    array	4	4	1000	1024	12288
    array	4	100	1000	1024	110592
    hash	4	8	1000	0	81424
    hash	13	100	1000	0	185632
    percpu_hash	4	8	1000	0	97280
    percpu_hash	13	100	1000	0	297280
    lru_hash	4	8	1000	0	81280
    lru_hash	13	100	1000	0	185280
    lru_percpu_hash	4	8	1000	0	97280
    lru_percpu_hash	13	100	1000	0	297280
    hash	4	8	1000	1	17280
    percpu_hash	4	8	1000	1	17280
    hash	13	100	1000	1	17280
    percpu_hash	13	100	1000	1	17280
    lru_hash	4	8	1000	2	81280
    prog_array	4	4	1000	0	8312
    perf_event_array	4	4	1000	0	8312
    cgroup_array	4	4	1000	0	8312
    devmap	4	4	1000	0	8344
    sockmap	4	4	1000	0	8376
    xskmap	4	4	1000	0	8304
    reuseport_sockarray	4	8	1000	0	8296
    sockhash	16	4	1000	0	16768
    devmap_hash	4	4	1000	0	8536
    queue	0	100	1000	0	100412
    stack	0	4	1000	0	4316
    stack_trace	4	1016	1000	0	1040512
    bloom_filter	0	8	1000	0	1336
    ringbuf	0	0	4096	0	16728
    user_ringbuf	0	0	4096	0	16728
    ringbuf	0	0	65536	0	78408
    user_ringbuf	0	0	65536	0	78408
    array_of_maps	4	4	1	0	320
    hash_of_maps	4	4	1	0	992
    array_of_maps	4	4	100	0	1112
    hash_of_maps	4	4	100	0	9360
    """

  @Test func memoryAtCreationIsWhatTheKernelReports() throws {
    let lines = "\(Self.measured)".split(separator: "\n")
    #expect(lines.count == 112)
    for line in lines {
      let fields = line.split(separator: "\t")
      let numbers = try fields.dropFirst().map { try #require(UInt32($0)) }
      let memory = MapMemory(
        type: try #require(MapType(name: fields[0])), keySize: numbers[0], valueSize: numbers[1],
        maxEntries: numbers[2], flags: numbers[3], possibleCPUs: 2, pageSize: 4096)
      #expect(memory.atCreation == UInt64(numbers[4]), "\(line)")
      #expect(memory.whenFull >= memory.atCreation)
    }
  }

  @Test func noSizesOverflowAndMoreNeverTakesLess() {
    let sizes: [UInt32] = [0, 1, 7, 8, 4096, 1 << 20, 1 << 31, .max]
    for number in UInt32(0)...40 {
      for (key, value) in [(UInt32(4), UInt32(8)), (.max, .max), (0, 0)] {
        var last: UInt64 = 0
        for entries in sizes {
          let memory = MapMemory(
            type: MapType(rawValue: number), keySize: key, valueSize: value, maxEntries: entries, extra: .max,
            possibleCPUs: 8192, pageSize: 65536)
          #expect(memory.whenFull >= last, "map type \(number), \(entries) entries")
          #expect(memory.whenFull >= memory.atCreation)
          last = memory.whenFull
        }
      }
    }
  }

  @Test func aMapOfTwoToTheThirtyFirstEntriesIsSeenBeforeItIsMade() {
    let memory = MapMemory(
      type: .hash, keySize: 4, valueSize: 8, maxEntries: 1 << 31, possibleCPUs: 2, pageSize: 4096)
    #expect(memory.atCreation > 100 << 30)
    let perCPU = MapMemory(
      type: .percpuArray, keySize: 4, valueSize: 1024, maxEntries: 1 << 31, possibleCPUs: 128, pageSize: 4096)
    #expect(perCPU.atCreation > 128 << 40)
  }
}
