import CLibbpf
import Glibc
import KernelFacts

/// What programs write to a ring buffer or a perf event array, taken as it comes and kept up to a limit.
@safe final class EventBuffer {
  struct Record {
    /// The processor that wrote it; nil in a ring buffer.
    var cpu: Int?
    var bytes: [UInt8]
    /// Records lost on that processor before it.
    var lost: UInt64
  }

  @safe private enum Reader {
    case ring(OpaquePointer)
    case perf(OpaquePointer)
  }

  /// The most that is kept of one step's records.
  private static let mostRecords = 1 << 16
  private static let mostBytes = 8 << 20
  /// Pages of a processor's perf ring.
  private static let perfPages = 16

  private var reader: Reader?
  private var records: [Record] = []
  private var bytes = 0
  private var lost: [Int: UInt64] = [:]
  private var dropped: UInt64 = 0
  private var isKeeping = false
  /// Bytes of a ring buffer.
  private let size: Int
  /// Bytes that were taken out of it in one go.
  private var seen = 0

  /// Reads from a map. Nil and a positive error number when it cannot be.
  init?(_ map: LoadedMap, _ code: inout Int32) {
    size = map.maxEntries
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    let made: OpaquePointer?
    if map.type == .ringbuf {
      unsafe made = ring_buffer__new(
        map.descriptor,
        { context, data, size in
          guard let context = unsafe context, let data = unsafe data else { return 0 }
          let bytes = unsafe UnsafeRawBufferPointer(start: data, count: size)
          let buffer = unsafe Unmanaged<EventBuffer>.fromOpaque(context).takeUnretainedValue()
          unsafe buffer.take(nil, Array(bytes))
          return buffer.hasSeenAll(after: size) ? -ECANCELED : 0
        }, context, nil)
    } else {
      unsafe made = perf_buffer__new(
        map.descriptor, Self.perfPages,
        { context, cpu, data, size in
          guard let context = unsafe context, let data = unsafe data else { return }
          let bytes = unsafe UnsafeRawBufferPointer(start: data, count: Int(size))
          unsafe Unmanaged<EventBuffer>.fromOpaque(context).takeUnretainedValue().take(Int(cpu), Array(bytes))
        },
        { context, cpu, count in
          guard let context = unsafe context else { return }
          unsafe Unmanaged<EventBuffer>.fromOpaque(context).takeUnretainedValue().lost[Int(cpu), default: 0] += count
        }, context, nil)
    }
    guard let made = unsafe made else {
      code = errno
      return nil
    }
    reader = unsafe map.type == .ringbuf ? .ring(made) : .perf(made)
  }

  deinit {
    switch reader {
    case .ring(let reader): unsafe ring_buffer__free(reader)
    case .perf(let reader): unsafe perf_buffer__free(reader)
    case nil: break
    }
  }

  private func take(_ cpu: Int?, _ record: [UInt8]) {
    guard isKeeping else { return }
    guard records.count < Self.mostRecords, bytes + record.count <= Self.mostBytes else {
      dropped += 1
      return
    }
    records.append(Record(cpu: cpu, bytes: record, lost: cpu.flatMap { lost.removeValue(forKey: $0) } ?? 0))
    bytes += record.count
  }

  /// Whether all that stood in the ring buffer when it was begun to be read has been read: what others write meanwhile has
  /// no end where they write faster than it is read.
  private func hasSeenAll(after record: Int) -> Bool {
    // BPF_RINGBUF_HDR_SZ, and the kernel rounds up to 8.
    seen += 8 + (record + 7) / 8 * 8
    return seen > size
  }

  private func consume(keeping: Bool) {
    isKeeping = keeping
    seen = 0
    switch reader {
    case .ring(let reader): unsafe _ = ring_buffer__consume(reader)
    case .perf(let reader): unsafe _ = perf_buffer__consume(reader)
    case nil: break
    }
  }

  /// Drops what stands in it.
  func drop() {
    consume(keeping: false)
    lost = [:]
  }

  /// Takes what stands in it: a ring buffer's records in order, a perf event array's in order on each processor; and how
  /// many more there were than are kept, or were lost after the last.
  func drain() -> (records: [Record], missing: UInt64) {
    consume(keeping: true)
    defer {
      records = []
      bytes = 0
      dropped = 0
      lost = [:]
    }
    return (records, dropped + lost.values.reduce(0, +))
  }
}
